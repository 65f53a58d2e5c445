using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>optional.of() and what can be done with optional values.</summary>
internal static class OptionalFunctions
{
    public static void AddTo(Library library)
    {
        var optional = CelType.Optional(Library.A);
        var optionals = CelType.List(optional);
        library.Global("optional.of", "optional_of", [Library.A], optional, arguments => OptionalValue.Some(arguments[0]));
        library.Global("optional.none", "optional_none", [], optional, _ => OptionalValue.None);
        library.Global("optional.ofNonZeroValue", "optional_ofNonZeroValue", [Library.A], optional, arguments =>
            IsZero(arguments[0]) ? OptionalValue.None : OptionalValue.Some(arguments[0]));
        library.Member("hasValue", "optional_hasValue", [optional], CelType.Bool, arguments => CelValue.Of(Of(arguments[0]).HasValue));
        library.Member("value", "optional_value", [optional], Library.A, arguments => Of(arguments[0]).Value);
        library.Member("or", "optional_or_optional", [optional, optional], optional, arguments =>
            Of(arguments[0]).HasValue ? arguments[0] : arguments[1]);
        library.Member("orValue", "optional_orValue_value", [optional, Library.A], Library.A, arguments =>
            Of(arguments[0]).HasValue ? Of(arguments[0]).Value : arguments[1]);
        library.Global("optional.unwrap", "optional_unwrap", [optionals], Library.ListOfA, Unwrap);
        library.Member("unwrapOpt", "optional_unwrapOpt", [optionals], Library.ListOfA, Unwrap);
        library.Member("first", "list_first", [Library.ListOfA], optional, arguments =>
            arguments[0].AsList is { Count: > 0 } list ? OptionalValue.Some(list[0]) : OptionalValue.None);
        library.Member("last", "list_last", [Library.ListOfA], optional, arguments =>
            arguments[0].AsList is { Count: > 0 } list ? OptionalValue.Some(list[list.Count - 1]) : OptionalValue.None);
    }

    private static OptionalValue Of(in CelValue value) => (OptionalValue)value.AsObject;

    private static CelValue Unwrap(ReadOnlySpan<CelValue> arguments)
    {
        var items = new List<CelValue>();
        foreach (var item in arguments[0].AsList.ToArray())
        {
            if (item.Kind != CelKind.Object || item.AsObject is not OptionalValue optional)
            {
                return Library.Error("no such overload");
            }

            if (optional.HasValue)
            {
                items.Add(optional.Value);
            }
        }

        return CelValue.Of(new ArrayCelList([.. items]));
    }

    private static bool IsZero(in CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.Bool or CelKind.Int or CelKind.Uint or CelKind.Duration => value.AsInt == 0,
        CelKind.Double => value.AsDouble == 0,
        CelKind.String => value.AsString.Length == 0,
        CelKind.Bytes or CelKind.List or CelKind.Map => value.Size == 0,
        CelKind.Timestamp => value.AsTimestamp is { Seconds: CelTimestamp.MinSeconds, Nanos: 0 },
        CelKind.Object => value.AsObject is OptionalValue { HasValue: false } or StructValue { Fields.Count: 0 },
        _ => false,
    };
}
