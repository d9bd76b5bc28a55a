// What the server answers when it refuses or fails.

export interface Problem {
  readonly message: string;
  readonly help?: string;
}
