using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Syntax;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>Indexing, <c>in</c> and size().</summary>
internal static class CollectionFunctions
{
    public static void AddTo(Library library)
    {
        var optionalList = CelType.Optional(Library.ListOfA);
        var optionalMap = CelType.Optional(Library.MapOfAB);
        var optionalA = CelType.Optional(Library.A);
        var optionalB = CelType.Optional(Library.B);

        // The planner makes these itself; here are their types.
        library.Global(Operators.Index, "index_list", [Library.ListOfA, CelType.Int], Library.A, Index);
        library.Global(Operators.Index, "index_map", [Library.MapOfAB, Library.A], Library.B, Index);
        library.Global(Operators.Index, "optional_list_index_int", [optionalList, CelType.Int], optionalA, Index);
        library.Global(Operators.Index, "optional_map_index_value", [optionalMap, Library.A], optionalB, Index);
        library.Global(Operators.OptionalIndex, "list_optindex_optional_int", [Library.ListOfA, CelType.Int], optionalA, OptionalIndex);
        library.Global(Operators.OptionalIndex, "optional_list_optindex_optional_int", [optionalList, CelType.Int], optionalA, OptionalIndex);
        library.Global(Operators.OptionalIndex, "map_optindex_optional_value", [Library.MapOfAB, Library.A], optionalB, OptionalIndex);
        library.Global(Operators.OptionalIndex, "optional_map_optindex_optional_value", [optionalMap, Library.A], optionalB, OptionalIndex);
        library.Global(Operators.MapInsert, "@mapInsert_map_map", [Library.MapOfAB, Library.MapOfAB], Library.MapOfAB, arguments => arguments[0]);
        library.Global(
            Operators.MapInsert, "@mapInsert_map_key_value", [Library.MapOfAB, Library.A, Library.B], Library.MapOfAB, arguments => arguments[0]);

        library.Global(
            Operators.In,
            "in_list",
            [Library.A, Library.ListOfA],
            CelType.Bool,
            arguments => CelValue.Of(arguments[1].AsList.Contains(arguments[0])),
            (ReadOnlySpan<CelValue> arguments, in CelValue _) => arguments[1].Size,
            site => new CallEstimate(site.SizeOf(site[1]).MultiplyByFactor(1)));
        library.Global(
            Operators.In, "in_map", [Library.A, Library.MapOfAB], CelType.Bool, arguments => CelValue.Of(arguments[1].AsMap.TryGet(arguments[0], out _)));
        Sizes(library);
    }

    private static CelValue Index(ReadOnlySpan<CelValue> arguments) => Evaluation.Selection.Index(arguments[0], arguments[1]);

    private static CelValue OptionalIndex(ReadOnlySpan<CelValue> arguments) => Evaluation.Selection.OptionalIndex(arguments[0], arguments[1]);

    private static void Sizes(Library library)
    {
        foreach (var (name, type) in ((string, CelType)[])[("string", CelType.String), ("bytes", CelType.Bytes), ("list", Library.ListOfA), ("map", Library.MapOfAB)])
        {
            library.Global("size", "size_" + name, [type], CelType.Int, arguments => CelValue.Of((long)arguments[0].Size));
            library.Member("size", name + "_size", [type], CelType.Int, arguments => CelValue.Of((long)arguments[0].Size));
        }
    }
}
