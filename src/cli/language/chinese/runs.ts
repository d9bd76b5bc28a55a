// Run folders: what cannot be created, read, resumed, branched or measured.

import type { Table } from '../translator.ts';

export const runs: Table = {
  '{1}: expected the labels that the run began with, of {2} classes, got none in {3}':
    '{1}：应为运行开始时的 {2} 类标签，{3} 中没有标签',
  '{1}: expected the labels that the run began with, of {2} classes, got others, of {3}, in {4}':
    '{1}：应为运行开始时的 {2} 类标签，{4} 中是另外的标签，共 {3} 类',
  'restore the names of the folders, or the file of labels, or start a new run with --out':
    '请恢复文件夹的名称或标签文件，或用 --out 开始新的运行',
  '{1} = one checkpoint and the one being written, {2} each + generators {3}':
    '{1} = 一个存档与正在写的一个，各 {2} + 生成器 {3}',
  '{1} = {2} checkpoints and the one being written, {3} each + generators {4}':
    '{1} = {2} 个存档与正在写的一个，各 {3} + 生成器 {4}',
  'the run may fill its disk: it takes up to {1}, there is room for {2}':
    '运行可能会占满磁盘：至多需要 {1!}，可用空间为 {2}',
  '--keep {1} keeps as many checkpoints as there is room for; or choose another disk with --out':
    '--keep {1} 只保留放得下的存档；也可以用 --out 选择别的磁盘',
  'free some space, or choose a folder on another disk with --out':
    '请腾出一些空间，或用 --out 选择别的磁盘上的文件夹',
  '{1}: a checkpoint takes {2}, there is room for {3}': '{1}：一个存档需要 {2}，可用空间为 {3}',
  '{1}: expected {2} bytes, got {3}': '{1}：应有 {2} 字节，得到 {3}',
  '{1} lines that are none, the first of them {2}': '{1} 行都不是命令，第一行是 {2}',
  'host: expected a token where others can reach the studio, got none on {1}':
    'host：别人能访问 studio 时应有令牌，{1} 上没有',
  'whoever reaches it could start runs: leave out --no-token, or --host':
    '能访问它的人都可以启动运行：请去掉 --no-token 或 --host',
  'at: expected an iteration that the run has made, from 0 to {1}, got {2}':
    'at：应为该运行做过的迭代，0 到 {1}，得到 {2}',
  'criticWarmup: a branch at iteration {1} keeps its own, {2}, got {3}':
    'criticWarmup：第 {1} 次迭代的分支沿用原来的值 {2}，得到 {3}',
  'the warm-up comes before the first iteration: branch at 0': '预热在第一次迭代之前：请在第 0 次迭代分支',
  '{1}: is itself a branch from iteration {2}, got at {3}': '{1}：本身就是第 {2} 次迭代的分支，得到 at {3}',
  'branch {1} instead': '请改为从 {1} 分支',
  'branch: {1}': 'branch：{1}',
  'a branch keeps the shapes of the networks and the slots of the optimizer; start a new run for others':
    '分支沿用网络的形状和优化器的状态；要用别的请开始新的运行',
  'name the run, or the generator.safetensors in it': '请给出运行，或其中的 generator.safetensors',
  '{1}: expected an undamaged checkpoint, got {2} damaged: {3}':
    '{1}：应有完好的存档，得到 {2} 个损坏的：{3}',
  'wgan train --config {1} --out <new folder> computes the run again, to the same bytes':
    'wgan train --config {1} --out <新目录> 会重新计算这个运行，结果逐字节相同',
  '{1}: expected iteration {2}, got {3}': '{1}：应为第 {2} 次迭代，得到 {3}',
  'set: expected one of learningRate, {1}, got "{2}"': 'set：应为 learningRate、{1} 之一，得到“{2}”',
  'other keys are fixed for a run: see wgan branch': '其他设置在一个运行里是固定的：见 wgan branch',
  '{1}: the objective {2} has none, so that changing it would change nothing':
    '{1}：目标函数 {2} 没有这一项，更改它不会有任何作用',
  'seeds: expected one or more, got none': 'seeds：至少需要一个，但没有给出',
  'to: expected a name that ends in .onnx or .safetensors, got "{1}"':
    'to：文件名应以 .onnx 或 .safetensors 结尾，得到“{1}”',
  'raw: expected a generator, got training too': 'raw：只用于生成器，却同时给出了 training',
  '{1}: expected the raw weights, got a file with their average alone':
    '{1}：需要未平均的权重，这个文件里只有它们的平均',
  'name the run folder or a checkpoint: they hold both': '请指定运行目录或存档：那里两者都有',
  'uint8: expected a generator, got training too': 'uint8：只用于生成器，却同时给出了 training',
  'to: expected a name that ends in .onnx with {1}, got "{2}"':
    'to：使用 {1} 时文件名应以 .onnx 结尾，得到“{2}”',
  'check the path': '请检查路径',
  'choose another place, or change its permissions': '请换一个位置，或更改它的权限',
  'choose another place': '请换一个位置',
  'free some space and try again: nothing that was saved is lost': '请腾出空间再试：已保存的内容没有丢失',
  'a full quota': '磁盘配额已满',
  'a folder where a file was expected': '应为文件之处是目录',
  'choose another path': '请换一个路径',
  'a path that is too long': '路径太长',
  'a device that does not work': '设备无法工作',
  'check the disk': '请检查磁盘',
  '{1}: cannot be {2}, got {3}{4}': '{1}：无法{2!}，因为{3}{4}',
  created: '建立',
  written: '写入',
  read: '读取',
  removed: '删除',
  'images: expected samples [C,H,W], got [{1}]': '图像：样本应为 [C,H,W]，得到 [{1}]',
  '{1}: expected an empty folder, got {2} in it': '{1}：应为空目录，里面却有 {2}',
  'choose another folder with --images: this one is left as it is':
    '请用 --images 选择另一个目录：这个目录保持原样',
  '{1}: cannot be taken, got other processes that try the same': '{1}：无法取得，别的进程也在尝试',
  ' on {1}': '（在 {1} 上）',
  '{1}: expected a run that nobody trains, got process {2}{3} training it':
    '{1}：应为没有人在训练的运行，但进程 {2}{3} 正在训练它',
  'stop it with wgan stop {1}; if that process is gone, try again, or delete {2}':
    '用 wgan stop {1} 停止它；如果那个进程已经不在，请再试一次，或删除 {2}',
  '{1}: expected a run that this process trains, got process {2} on {3}, which took it over':
    '{1}：应由本进程训练，但 {3} 上的进程 {2} 已经接管了它',
  'this process stood still for too long; the other one goes on': '本进程停顿得太久；由另一个进程继续',
  'stop it with wgan stop {1}, or choose another folder with --out':
    '用 wgan stop {1} 停止它，或用 --out 选择另一个目录',
  'dataset: expected samples of [{1}], as the generator makes them, got [{2}] of {3}':
    'dataset：样本应与生成器的一样为 [{1}]，{3} 得到 [{2}]',
  'name the data that it learnt with --dataset': '请用 --dataset 给出它所学的数据',
  'a file that does not say': '文件没有说明',
  '"{1}", which is elsewhere': '“{1}”，它在别处',
  '{1}: expected to know where the data are that the generator learnt, got {2}':
    '{1}：需要知道生成器所学的数据在哪里，得到{2}',
  'name the data with --dataset': '请用 --dataset 给出数据',
  '{1}: expected a run folder or a generator.safetensors, got no such file':
    '{1}：应为运行目录或 generator.safetensors，但没有这个文件',
  'wgan list shows the runs in a folder': 'wgan list 列出一个目录里的运行',
  '{1}: expected a trained generator, got a run without a checkpoint':
    '{1}：应为训练好的生成器，得到没有存档的运行',
  'continue it with wgan train --resume {1}': '用 wgan train --resume {1} 继续它',
  '{1}: expected an empty folder or a run, got other files ({2})':
    '{1}：应为空目录或运行，里面有其他文件（{2}）',
  'choose another folder with --out: this one is left as it is':
    '请用 --out 选择另一个目录：这个目录保持原样',
  '{1}: expected an empty folder, got a run': '{1}：应为空目录，得到一个运行',
  'continue it with --resume {1}, replace it with --overwrite, or choose another folder with --out':
    '用 --resume {1} 继续它，用 --overwrite 覆盖它，或用 --out 选择另一个目录',
  '{1}: expected logged numbers to compare with, got none yet': '{1}：需要用来比较的记录，目前还没有',
  'let the run train for some iterations first': '请先让它训练几次迭代',
  '{1}: expected a run that began from its seed, got a branch of {2} at iteration {3}':
    '{1}：应为从种子开始的运行，得到 {2} 在第 {3} 次迭代的分支',
  'a branch begins with the weights of another run, which cannot be computed from its own record':
    '分支从另一个运行的权重开始，无法由它自己的记录计算出来',
  '{1}: expected a checkpoint to compare with, got none': '{1}：需要用来比较的存档，但没有',
  'continue the run with wgan train --resume {1}': '用 wgan train --resume {1} 继续这个运行',
  '{1}: a resumed run keeps its own value, got {2}': '{1}：继续的运行沿用自己的值，得到 {2}',
  'change it with wgan set, while the run trains or before it is resumed':
    '请用 wgan set 更改，训练时或继续之前都可以',
  'a resume may change {1}; wgan branch may change more': '继续时可以更改 {1}；wgan branch 可以更改更多',
  '{1}: expected the configuration that the run began with, got an edited one':
    '{1}：应为该运行开始时的配置，得到改动过的配置',
  'restore the file; wgan set changes live settings, wgan branch others':
    '请恢复这个文件；wgan set 更改可即时调整的设置，wgan branch 更改其他设置',
  '{1}: expected checkpoints of this run, got one of another configuration':
    '{1}：应为这个运行的存档，得到另一种配置的存档',
  "its hash is {1}…, the run's {2}…": '它的哈希是 {1}…，运行的是 {2}…',
  '{1}: expected the checkpoint that the branch began with, got none': '{1}：需要分支开始时的存档，但没有',
  'branch again with wgan branch {1} --at {2}': '请用 wgan branch {1} --at {2} 重新分支',
  'iterations: expected at least {1}, which the run has made, got {2}':
    'iterations：至少为 {1}，即该运行已经做过的次数，得到 {2}',
  'wgan branch {1} --at {2} starts from there': 'wgan branch {1} --at {2} 从那里开始',
  'skipped a damaged checkpoint: {1}': '跳过损坏的存档：{1}',
  'it is kept as {1}.damaged': '它保存为 {1}.damaged',
  'the last bits of the numbers may differ from those of one go: {1}':
    '数值的最后几位可能与一次训练完时不同：{1}',
  '{1} {2} in place of {3}': '{1} {2}，而不是 {3}',
  'an unknown one': '未知',
  'the run has no checkpoint yet: it starts again at iteration 0':
    '这个运行还没有存档：从第 0 次迭代重新开始',
  '{1}: expected a run folder, got no config.json in it': '{1}：应为运行目录，里面却没有 config.json',
  'name the folder that wgan train printed, like runs/mnist-wgan-gp-1; wgan list shows all':
    '请给出 wgan train 所输出的目录，例如 runs/mnist-wgan-gp-1；wgan list 列出全部',
  '{1}: expected format {2}, got {3}': '{1}：格式应为 {2}，得到 {3}',
  'the file may come from a newer wgan: update this one': '该文件可能来自更新的 wgan：请更新',
  'the run may come from a newer wgan: update this one': '该运行可能来自更新的 wgan：请更新',
  '{1}: expected a configuration, got no such file': '{1}：应为配置文件，但没有这个文件',
  '{1}: expected JSON, got {2}': '{1}：应为 JSON，得到 {2}',
  '{1}: expected a JSON object of configuration keys, got {2}': '{1}：应为由配置项组成的 JSON 对象，得到 {2}',
  'runTraining: expected config or resume, got neither': 'runTraining：需要 config 或 resume，两者都没有',
  'train: must end with an end event, got none': 'train：应以 end 事件结束，但没有',
  '{1}: expected a whole number from 1 to 1000000, got {2}': '{1}：应为 1 到 1000000 的整数，得到 {2}',
  'pictures: expected samples [C,H,W] with C = 1, 3 or 4, got [{1}]':
    '图片：样本应为 [C,H,W]，C 为 1、3 或 4，得到 [{1}]',
  'animation: expected a name that ends in .gif or .webp, got "{1}"':
    '动画：文件名应以 .gif 或 .webp 结尾，得到“{1}”',
  '{1}: expected a run that is being trained, got one that is not': '{1}：应为正在训练的运行，但它没有在训练',
  'its lock was damaged': '它的锁已损坏',
  'process {1}, which trained it, is gone': '原来训练它的进程 {1} 已经不在',
  'process {1} on {2}, which trained it, showed no life for {3} s':
    '原来在 {2} 上训练它的进程 {1} 已有 {3} 秒没有动静',
  'took over the run: {1}': '接管了这个运行：{1}',
  '{1}: expected the data that the run began with (SHA-256 {2}…), got others ({3}…) in {4}':
    '{1}：应为该运行开始时的数据（SHA-256 {2}…），{4} 里的数据不同（{3}…）',
  'restore the data, or start a new run with --out': '请恢复数据，或用 --out 开始新的运行',
  'control.jsonl: expected a command, got {1}': 'control.jsonl：应为命令，得到 {1}',
  '{1}: expected a run with {2} {3}, got one with {4}': '{1}：运行的 {2} 应为 {3}，得到 {4}',
  'choose another folder with --runs, or say the same settings again':
    '请用 --runs 选择另一个目录，或再次给出同样的设置',
  '{1}: expected a part of the page, got none': '{1}：缺少网页的组成部分',
  'build it with npm run build': '请用 npm run build 构建',
  "{1}: expected ONNX Runtime's WebAssembly, got none": '{1}：缺少 ONNX Runtime 的 WebAssembly',
  "{1}: expected the studio's page, got none": '{1}：缺少 studio 的网页',
  'port {1}: expected a free one, got {2}': '端口 {1}：应为空闲端口，得到{2}',
  'one in use': '已被占用的端口',
  'choose another with --port, or 0 for any that is free': '请用 --port 选择另一个，或用 0 选任一空闲端口',
  '{1}: expected a plain file, got a {2}': '{1}：应为普通文件，得到{2!}',
  pipe: '管道',
  socket: '套接字',
  'copy what it gives into a file, and name that': '请把它的内容存成文件，再给出那个文件',
  '{1}: expected {2}': '{1}：应为{2}',
  'at most {1} MB, got {2} MB': '至多 {1} MB，得到 {2} MB',
  'if the data were moved, say where they are now: --resume {1} --dataset <path>':
    '如果数据移动过，请说明现在的位置：--resume {1} --dataset <路径>',
  'dataset: a resumed run keeps its own value, got other data in {1} ({2} in place of {3})':
    'dataset：继续的运行沿用自己的数据，{1} 里的数据不同（{2}，而不是 {3}）',
  'name the data that it began with, the same bytes; for others, start a new run':
    '请给出开始时的数据，逐字节相同；要用别的数据，请开始新的运行',
  'all of it': '全部内容',
  'the file is damaged, was edited, or comes from another version of wgan':
    '文件已损坏、被改动过，或来自另一个版本的 wgan',
  'there is a single sample to learn from: expect copies of it, whatever the noise, and an estimate that tells nothing':
    '只有一个样本可学：无论噪声如何，结果都会是它的复制品，估计值也说明不了什么',
  'variety can only come from more data': '只有更多数据才能带来多样性',
  '{1} samples are fewer than a batch of {2}: each batch holds all of them, some twice or more; expect copies of them rather than new ones':
    '{1} 个样本少于一批（{2}）：每一批都含有全部样本，有的两次或更多；结果会是它们的复制品，而不是新的样本',
  '--batch {1} at most, or better more data': '--batch 最多 {1}，更好的是更多数据',
  '{1} images hold {2} numbers, and the critic has {3} weights: it can learn them by heart; expect samples close to training images, and an estimate that tells less and less of others':
    '{1} 幅图像共有 {2} 个数，而评论器有 {3} 个权重：它可以把图像背下来；样本会接近训练图像，估计值对其他图像说明得越来越少',
  'more images or a smaller critic (--critic-hidden) help; --holdout shows when it happens':
    '更多图像或更小的评论器（--critic-hidden）有帮助；--holdout 会显示何时发生',
  'sliced distance: needs numbers, got none': 'sliced distance：需要数值，却没有得到',
};
