export type { ChangeNews, ChangeTopic } from './change-news.ts';
export { EventHub } from './event-hub.ts';
