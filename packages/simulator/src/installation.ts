import type { NewSoftware } from './file-loader.ts';
import { ItemStore } from './item-store.ts';
import { getModel, itemSetOf, type Model, type SoftwareType } from './models/model.ts';
import { type FirmwareTraits, traitsOf } from './models/traits.ts';
import type { PhoneOptions } from './phone-options.ts';

/** The software of a phone, what it can do, and the store of items that goes with it. */
export class Installation {
  readonly model: Model;
  readonly store: ItemStore;
  readonly #traitsInstead: Partial<FirmwareTraits>;
  readonly #itemNames: Readonly<Record<string, string>>;
  #softwareType: SoftwareType;
  #traits: FirmwareTraits;
  #isBroken = false;

  constructor(options: PhoneOptions) {
    const { model: name, softwareType = 'SIP', firmware = 'current', traits = {}, itemNames = {} } = options;
    this.model = getModel(name);
    this.#softwareType = softwareType;
    this.#traitsInstead = traits;
    this.#itemNames = itemNames;
    this.store = new ItemStore(itemSetOf(this.model, softwareType, itemNames));
    const { current, old } = this.model.versions[softwareType];
    const version = firmware === 'current' ? current : firmware === 'old' ? old : firmware;
    this.#traits = { ...traitsOf(this.model, version), ...traits };
    const { deviceType, partNumber, backlight, gigabit } = this.model;
    this.#put('device-type', deviceType);
    this.#put('related-device-type', deviceType);
    this.#put('gigabit-ethernet-enabled', String(gigabit));
    this.#put('part-number', partNumber);
    this.#put('backlight-type', backlight);
    this.#name(version);
  }

  get softwareType(): SoftwareType {
    return this.#softwareType;
  }

  get version(): string {
    return this.store.get('software-version') ?? '';
  }

  get traits(): FirmwareTraits {
    return this.#traits;
  }

  /** Software was installed that does not start. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Puts other software in place, perhaps of the other type with its other items; as far as it lets itself be installed. */
  install(software: NewSoftware): void {
    const { version, softwareType = '', effect } = software;
    if (effect === 'fails-to-install') return;
    this.#isBroken = effect === 'never-starts';
    const wanted = typeIn(softwareType) ?? this.#softwareType;
    if (wanted !== this.#softwareType) {
      this.#softwareType = wanted;
      this.store.changeSet(itemSetOf(this.model, wanted, this.#itemNames));
    }
    this.#name(version);
    this.#traits = { ...traitsOf(this.model, version), ...this.#traitsInstead };
  }

  #name(version: string): void {
    const type = `Siemens ${this.#softwareType}`;
    this.#put('software-type', type);
    this.#put('related-software-type', type);
    this.#put('software-version', version);
    this.#put('related-software-version', version);
  }

  #put(name: string, value: string): void {
    this.store.put({ name, value }, 'identity');
  }
}

function typeIn(text: string): SoftwareType | undefined {
  if (text.includes('HFA')) return 'HFA';
  return text.includes('SIP') ? 'SIP' : undefined;
}
