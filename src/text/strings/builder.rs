//! Words of the workbench for a reader's own network, and of what a model registers.
//! All others are left to `strings` itself.

use crate::text::lang::Text;

// The tree and its tools.
strings! {
    NET = "网络", "Network";
    START_FROM = "从哪里开始", "Start from";
    START_EMPTY = "空网络", "Nothing";
    UNDO = "撤销", "Undo";
    REDO = "重做", "Redo";
    FOLLOWING = "后面的层自动跟上", "Later layers follow";
    FOLLOWING_HINT = "打开时，in_channels 和 in_features 随前一层自动填；关掉它，就能看到形状在哪里对不上。", "While it is on, in_channels and in_features are filled in from the layer before; switch it off to see where shapes clash.";
    MODULE_TREE = "模块树", "Module tree";
    MODULE_TREE_HINT = "点一行来编辑。方向键移动焦点，Alt + 方向键移动这一层，Delete 删除，Ctrl + Z 撤销。", "Click a line to edit it. Arrow keys move the focus, Alt + arrow keys the layer; Delete removes it, Ctrl + Z undoes.";
    CHILD_NAME = "名字", "Name";
    ADD_KIND = "添加什么", "What to add";
    ADD_AFTER = "加在它后面", "Add after it";
    ADD_INSIDE = "加到里面", "Add inside";
    ADD_END = "加到末尾", "Add at the end";
    KINDS_LAYERS = "层", "Layers";
    KINDS_CONTAINERS = "容器", "Containers";
    KINDS_BLOCKS = "课程里的块", "Blocks of the course";
    MOVE_OUT = "移出容器", "Move out";
    MOVE_INTO = "移入相邻的容器", "Move into the next container";
    DUPLICATE = "再来一份", "Duplicate";
    REMOVE = "删除", "Remove";
    WRAP = "包进 Sequential", "Wrap in Sequential";
    SPLIT = "分成两路", "Split into branches";
    ADD_BRANCH = "加一个分支", "Add a branch";
    UNWRAP = "拆掉容器", "Unwrap";
    FOLLOWS = "随前一层", "from the layer before";
    MAKE_FIT = "让它跟上", "Make it fit";
    INSERT_FLATTEN = "在它前面加 Flatten", "Insert Flatten before it";
    EMPTY_TREE = "还没有层，输入原样就是输出。选一种层，加进来。", "No layers yet, so the output is the input. Choose a kind of layer and add it.";
    OUTPUT_CLASSES = "要用 Fashion-MNIST 训练，最后要得到 N×10。", "To be trained on Fashion-MNIST, a network has to end in N×10.";
    SHARE_HINT = "整个网络都写在网址里，用页首的“复制链接”就能发给别人。", "The whole network stands in the address: “Copy link” at the top of the page shares it.";
    SAVE_SOURCE = "保存 net.py", "Save net.py";
    TAKE_HOME = "在 PyTorch 里继续", "On with it in PyTorch";
    WRITTEN_AS = "同一个网络的写法", "The same network, written as";
    STYLE_CLASS = "类", "class";
}

// Parameters by name.
strings! {
    PARAMETER_LIST = "参数和它们的路径", "Parameters and their paths";
    PARAMETER_NAME = "路径", "Path";
    SHAPE = "形状", "Shape";
    COUNT = "个数", "Count";
    TICKED = "已经数过", "Ticked off";
    TICK_ALL = "全部勾上", "Tick all";
    TICK_NONE = "全部取消", "Tick none";
    NO_PARAMETERS = "这些层都没有参数。", "None of these layers has parameters.";
}

// What a model registers.
strings! {
    HOLDER = "隐藏层放在", "Hidden layers are kept in";
    HIDDEN_LAYERS = "隐藏层数", "Hidden layers";
    HOLDER_ATTRIBUTES = "各自一个属性", "an attribute each";
    HOLDER_MODULE_LIST = "nn.ModuleList", "nn.ModuleList";
    HOLDER_MODULE_DICT = "nn.ModuleDict", "nn.ModuleDict";
    HOLDER_LIST = "普通的 list", "a plain list";
    HOLDER_DICT = "普通的 dict", "a plain dict";
    TENSOR = "张量", "Tensor";
    IS_SEEN = "看得到", "seen";
    IS_HIDDEN = "看不到", "not seen";
    MISSING = "没有", "absent";
    UPDATED = "会更新", "updated";
    NOT_UPDATED = "不更新", "not updated";
    REGISTERED = "已登记", "Registered";
    TRAP = "import 放错了地方", "An import in the wrong place";
    TRAP_IMPORT = "import 在", "The import stands";
    TRAP_CLASS = "类体里", "in the class body";
    TRAP_MODULE = "文件开头", "at the top of the file";
    TRAP_CALL = "调用", "Call";
    TRAP_SEVERAL = "传入两层", "with two layers";
    TRAP_ONE = "传入一层", "with one layer";
    TRAP_DICT = "传入一个有序字典", "with one ordered dict";
    TRAP_ERROR = "NameError: name 'OrderedDict' is not defined。类体里 import 的名字，方法里看不到：方法只查自己的局部变量、外层函数、模块和内置名字。", "NameError: name 'OrderedDict' is not defined. A name that a class body imports is not visible inside its methods: they look in their own scope, enclosing functions, the module and the builtins.";
    TRAP_LUCKY = "没有出错，但只是侥幸：参数不止一个，and 左边为假，右边的 OrderedDict 根本没有去查。", "No error, but by luck only: with more than one argument the left side of “and” is false, and OrderedDict is never looked up.";
}
