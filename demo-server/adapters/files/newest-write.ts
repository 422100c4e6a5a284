/** Writes a value that changes: of several changes at once only the last is written, and one write follows the other. */
export class NewestWrite<Value> {
  readonly #write: (value: Value) => Promise<void>;
  readonly #failed: (cause: unknown) => void;
  #next: { readonly value: Value } | null = null;
  #writing: Promise<void> | null = null;

  constructor(write: (value: Value) => Promise<void>, failed: (cause: unknown) => void) {
    this.#write = write;
    this.#failed = failed;
  }

  save(value: Value): void {
    this.#next = { value };
    this.#writing ??= this.#drain();
  }

  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#next) {
        const { value } = this.#next;
        this.#next = null;
        await this.#write(value);
      }
    } catch (cause) {
      this.#failed(cause);
    } finally {
      this.#writing = null;
    }
  }
}
