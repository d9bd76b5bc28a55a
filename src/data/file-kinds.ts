// What a file is, by its first bytes and its name: for sentences about files that are no data here. Pure.

/** How files are read that are data by themselves. */
export type FileForm = 'npy' | 'npz' | 'zip' | 'tar';

/** A kind of file that is no picture. */
export interface FileKind {
  /** How it is read where it is named; what has none is not read. */
  readonly form?: FileForm;
  /** With its article: "a NumPy array". */
  readonly what: string;
  /** What to do with a file of it, after "help: ". */
  readonly advice: string;
  /** Endings of names, in lower case; what begins with no hyphen stands behind a dot. */
  readonly endings: readonly string[];
  /** What files of the kind begin with, where they agree on anything. */
  readonly begins?: (head: Uint8Array) => boolean;
}

/** As many bytes as `kindOf` looks at. */
export const headBytes = 512;

const textAt = (head: Uint8Array, offset: number, length: number): string =>
  String.fromCharCode(...head.subarray(offset, offset + length));

/** Whether one of some texts, a character for each byte, stands at an offset. */
const has =
  (texts: readonly string[], offset = 0) =>
  (head: Uint8Array): boolean =>
    texts.some((text) => textAt(head, offset, text.length) === text);

const asPictures = 'write its pictures as PNG files into a folder, and name the folder';
const asPng = 'convert it to PNG or JPEG, and name the folder of the pictures';
const unpacked = 'unpack it, and name the folder that comes out';
const byItself = 'name the file itself with --dataset: it is read as it lies';
const asPoints =
  'points are read from a file whose name ends in .csv, with numbers in each line: name it so if it is one';
const asCsv = 'save it as a .csv file with numbers in each line';
const itsFolder = 'name the folder it lies in';

const heifBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** ISO media with a brand of HEIF; AVIF, which is read, says so among its compatible brands. */
const isHeic = (head: Uint8Array): boolean =>
  has(['ftyp'], 4)(head) && has(heifBrands, 8)(head) && !textAt(head, 8, 56).includes('avif');

const isFilm = (head: Uint8Array): boolean =>
  (has(['ftyp'], 4)(head) && !has([...heifBrands, 'avif', 'avis', 'crx '], 8)(head)) ||
  has(['\x1aE\xdf\xa3'])(head) ||
  (has(['RIFF'])(head) && has(['AVI '], 8)(head));

const isWebPage = (head: Uint8Array): boolean =>
  /^\s*(<!doctype html|<html)/i.test(textAt(head, 0, headBytes).replace(/^\xef\xbb\xbf/, ''));

/** Tried from the top, so that longer endings stand above shorter ones. */
export const fileKinds: readonly FileKind[] = [
  { what: 'HEIC, which is not read', advice: asPng, endings: ['heic', 'heif', 'hif'], begins: isHeic },
  { form: 'npy', what: 'a NumPy array', advice: byItself, endings: ['npy'], begins: has(['\x93NUMPY']) },
  { form: 'npz', what: 'NumPy arrays', advice: byItself, endings: ['npz'] },
  {
    what: 'a PyTorch file',
    advice: `it is not read, since reading it may run what it holds: ${asPictures}`,
    endings: ['pt', 'pth', 'ckpt'],
  },
  {
    what: 'a Python pickle',
    advice: `it is not read, since reading it may run what it holds: ${asPictures}`,
    endings: ['pkl', 'pickle'],
    begins: has(['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05']),
  },
  { what: 'an Excel table', advice: asCsv, endings: ['xlsx', 'xls', 'ods'] },
  { what: 'a document', advice: itsFolder, endings: ['docx', 'doc', 'odt', 'pptx'] },
  {
    form: 'zip',
    what: 'a ZIP archive',
    advice: byItself,
    endings: ['zip'],
    begins: has(['PK\x03\x04', 'PK\x05\x06']),
  },
  { what: 'a RAR archive', advice: unpacked, endings: ['rar'], begins: has(['Rar!']) },
  { what: 'a 7z archive', advice: unpacked, endings: ['7z'], begins: has(["7z\xbc\xaf'\x1c"]) },
  {
    form: 'tar',
    what: 'a tar archive',
    advice: unpacked,
    endings: ['tar', 'tgz', 'tar.gz', 'tar.bz2', 'tbz2', 'tar.xz', 'txz', 'tar.zst'],
    begins: has(['ustar'], 257),
  },
  {
    what: 'an HDF5 file',
    advice: asPictures,
    endings: ['h5', 'hdf5', 'hdf', 'he5'],
    begins: has(['\x89HDF']),
  },
  { what: 'a MATLAB file', advice: asPictures, endings: ['mat'], begins: has(['MATLAB ']) },
  { what: 'a Parquet table', advice: asPictures, endings: ['parquet'], begins: has(['PAR1']) },
  {
    what: 'an Arrow table',
    advice: asPictures,
    endings: ['arrow', 'feather'],
    begins: has(['ARROW1', 'FEA1']),
  },
  { what: 'TensorFlow records', advice: asPictures, endings: ['tfrecord', 'tfrecords'] },
  {
    what: 'a database',
    advice: asPictures,
    endings: ['mdb', 'lmdb', 'db', 'sqlite'],
    begins: has(['SQLite format 3']),
  },
  {
    what: 'weights of a network',
    advice: 'wgan info tells what they are; data are pictures or points',
    endings: ['safetensors', 'onnx', 'pb', 'tflite', 'gguf'],
  },
  {
    what: 'a BMP picture, which is not read',
    advice: asPng,
    endings: ['bmp', 'dib'],
    begins: (head) => has(['BM'])(head) && has(['\0\0\0\0'], 6)(head),
  },
  {
    what: 'a PNM picture, which is not read',
    advice: asPng,
    endings: ['pnm', 'ppm', 'pgm', 'pbm', 'pfm'],
    begins: (head) => /^P[1-7Ff]\s/.test(textAt(head, 0, 3)),
  },
  {
    what: 'an icon, which is not read',
    advice: asPng,
    endings: ['ico', 'cur', 'icns'],
    begins: has(['\0\0\x01\0', '\0\0\x02\0', 'icns']),
  },
  {
    what: 'a Photoshop picture, which is not read',
    advice: asPng,
    endings: ['psd', 'psb'],
    begins: has(['8BPS']),
  },
  {
    what: 'JPEG 2000, which is not read',
    advice: asPng,
    endings: ['jp2', 'j2k', 'jpf', 'jpx'],
    begins: has(['\0\0\0\x0cjP', '\xff\x4f\xff\x51']),
  },
  {
    what: 'JPEG XL, which is not read',
    advice: asPng,
    endings: ['jxl'],
    begins: has(['\xff\x0a', '\0\0\0\x0cJXL']),
  },
  {
    what: 'a raw photograph, which is not read',
    advice: asPng,
    endings: ['cr2', 'cr3', 'nef', 'arw', 'dng', 'raf', 'orf', 'rw2'],
  },
  {
    what: 'an HDR picture, which is not read',
    advice: asPng,
    endings: ['exr', 'hdr'],
    begins: has(['v/1\x01', '#?RADIANCE', '#?RGBE']),
  },
  { what: 'DICOM, which is not read', advice: asPng, endings: ['dcm', 'dicom'], begins: has(['DICM'], 128) },
  {
    what: 'a FITS picture, which is not read',
    advice: asPng,
    endings: ['fits', 'fit', 'fts'],
    begins: has(['SIMPLE  =']),
  },
  { what: 'a NIfTI volume', advice: asPictures, endings: ['nii', 'nii.gz'] },
  { what: 'a PDF document', advice: asPng, endings: ['pdf'], begins: has(['%PDF']) },
  {
    what: 'a film',
    advice: 'write its frames into a folder, and name the folder: ffmpeg -i <film> <folder>/%06d.png',
    endings: ['mp4', 'mov', 'avi', 'mkv', 'webm', 'm4v', 'mpg', 'mpeg', 'wmv'],
    begins: isFilm,
  },
  {
    what: 'a pointer of Git LFS in place of the file',
    advice: 'fetch the files themselves with git lfs pull',
    endings: [],
    begins: has(['version https://git-lfs']),
  },
  {
    what: 'a web page',
    advice: 'if it should be data, its download failed: fetch it again',
    endings: ['html', 'htm'],
    begins: isWebPage,
  },
  {
    what: 'an IDX file',
    advice: itsFolder,
    endings: ['-ubyte', '-ubyte.gz', 'ubyte', 'ubyte.gz', 'idx', 'idx.gz'],
    begins: (head) =>
      has(['\0\0'])(head) && [8, 9, 11, 12, 13, 14].includes(head[2]!) && head[3]! >= 1 && head[3]! <= 4,
  },
  {
    what: 'a compressed file',
    advice: 'unpack it, and name what comes out',
    endings: ['gz', 'bz2', 'xz', 'zst'],
    begins: has(['\x1f\x8b', 'BZh', '\xfd7zXZ', '\x28\xb5\x2f\xfd']),
  },
  { what: 'a table with tabs', advice: asPoints, endings: ['tsv', 'tab'] },
  { what: 'a text', advice: asPoints, endings: ['txt', 'dat', 'data', 'asc'] },
  { what: 'a table', advice: 'name it alone, as --dataset <file>.csv, if it holds points', endings: ['csv'] },
  { what: 'JSON', advice: asCsv, endings: ['json', 'jsonl', 'ndjson'] },
  {
    what: 'a text',
    advice: itsFolder,
    endings: ['md', 'xml', 'yaml', 'yml', 'log', 'py', 'ipynb', 'toml', 'ini'],
  },
  {
    what: 'a picture',
    advice: itsFolder,
    endings: ['png', 'jpg', 'jpeg', 'jpe', 'jfif', 'webp', 'gif', 'tif', 'tiff', 'avif', 'svg'],
    begins: has(['\x89PNG', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*']),
  },
];

/** Names of files that are packed as a whole: what is in them only the name tells. */
const isPacked = (name: string): boolean => /\.(gz|tgz|bz2|tbz2|xz|txz|zst)$/i.test(name);

const isZip = has(['PK\x03\x04']);

/** The kind of a file, if it is a known one: what its name and its bytes agree on, else its bytes, else its name.
 *  @param head  its first `headBytes` bytes, or all of them */
export function kindOf(name: string, head: Uint8Array): FileKind | undefined {
  const lower = name.toLowerCase();
  const isNamed = (ending: string) => lower.endsWith(ending.startsWith('-') ? ending : `.${ending}`);
  const named = fileKinds.find(({ endings }) => endings.some(isNamed));
  const begun = fileKinds.find(({ begins }) => begins?.(head));
  if (named === undefined || named.begins?.(head)) return named ?? begun;
  const hasOtherBytes =
    begun !== undefined && !isPacked(name) && !(isZip(head) && named.begins === undefined);
  return hasOtherBytes ? begun : named;
}
