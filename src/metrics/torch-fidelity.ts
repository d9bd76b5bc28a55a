// The program that compares images by Inception features.

/** The command line of torch-fidelity for two folders of PNG files.
 *  @see https://github.com/toshas/torch-fidelity */
export function torchFidelityCommand(samples = '<samples>', real = '<real images>'): string {
  return `fidelity --isc --fid --kid --prc --input1 ${samples} --input2 ${real}`;
}
