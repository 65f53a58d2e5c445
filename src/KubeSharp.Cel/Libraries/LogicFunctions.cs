using KubeSharp.Cel.Syntax;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>Logical operators. Those that do not evaluate all their operands are declared here and made by the planner.</summary>
internal static class LogicFunctions
{
    public static void AddTo(Library library)
    {
        CelType[] two = [CelType.Bool, CelType.Bool];
        library.Global(Operators.And, "logical_and", two, CelType.Bool, arguments => CelValue.Of(arguments[0].IsTrue && arguments[1].IsTrue));
        library.Global(Operators.Or, "logical_or", two, CelType.Bool, arguments => CelValue.Of(arguments[0].IsTrue || arguments[1].IsTrue));
        library.Global(
            Operators.Conditional,
            "conditional",
            [CelType.Bool, Library.A, Library.A],
            Library.A,
            arguments => arguments[0].IsTrue ? arguments[1] : arguments[2]);
        library.Global(Operators.Not, "logical_not", [CelType.Bool], CelType.Bool, arguments => CelValue.Of(!arguments[0].IsTrue));
        library.Global(Operators.NotStrictlyFalse, "not_strictly_false", [CelType.Bool], CelType.Bool, arguments => arguments[0]);
    }
}
