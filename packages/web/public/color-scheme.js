// Runs before the first paint so that a dark app never flashes white; a file of its own, because the
// content security policy allows no inline script.
(() => {
  let scheme = null;
  let language = null;
  try {
    scheme = localStorage.getItem('deskfleet.theme');
    language = localStorage.getItem('deskfleet.language');
  } catch {
    // Storage is switched off: the system's scheme is the answer.
  }
  if (scheme !== 'light' && scheme !== 'dark') {
    scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
  document.documentElement.style.backgroundColor = scheme === 'dark' ? '#101416' : '#f6f8f8';
  if (language === 'de' || language === 'en') document.documentElement.lang = language;
})();
