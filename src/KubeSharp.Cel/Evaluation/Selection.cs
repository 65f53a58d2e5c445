using System.Globalization;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation;

/// <summary>Fields and elements of values.</summary>
internal static class Selection
{
    /// <summary>What the field of a value is; an error if it is not there.</summary>
    public static CelValue Field(in CelValue value, string field)
    {
        if (value.Kind == CelKind.Object && value.AsObject is OptionalValue optional)
        {
            return optional.HasValue ? OptionalField(optional.Value, field) : OptionalValue.None;
        }

        return TryField(value, field, out var found) ? found : Missing(value, CelValue.NoSuchKey(field));
    }

    /// <summary>The field as an optional value; it may be an error.</summary>
    public static CelValue OptionalField(in CelValue value, string field)
    {
        if (value.Kind == CelKind.Object && value.AsObject is OptionalValue optional)
        {
            return optional.HasValue ? OptionalField(optional.Value, field) : OptionalValue.None;
        }

        return Wrap(TryField(value, field, out var found), found, value);
    }

    public static bool TryField(in CelValue value, string field, out CelValue found)
    {
        switch (value.Kind)
        {
            case CelKind.Map:
                return value.AsMap.TryGetField(field, out found);
            case CelKind.Object when value.AsObject is OptionalValue optional:
                found = default;
                return optional.HasValue && TryField(optional.Value, field, out found);
            case CelKind.Object:
                return value.AsObject.TryGetField(field, out found);
            default:
                found = default;
                return false;
        }
    }

    public static CelValue Index(in CelValue value, in CelValue key)
    {
        if (value.Kind == CelKind.Object && value.AsObject is OptionalValue)
        {
            return OptionalIndex(value, key);
        }

        return TryIndex(value, key, out var found)
            ? found
            : Missing(value, value.Kind == CelKind.List ? BadIndex(key) : CelValue.NoSuchKey(ValueText.Key(key)));
    }

    public static CelValue OptionalIndex(in CelValue value, in CelValue key)
    {
        if (value.Kind == CelKind.Object && value.AsObject is OptionalValue optional)
        {
            return optional.HasValue ? OptionalIndex(optional.Value, key) : OptionalValue.None;
        }

        return Wrap(TryIndex(value, key, out var found), found, value);
    }

    /// <summary>A number as an index; -1 if it is none.</summary>
    public static long Position(in CelValue key) => key.Kind switch
    {
        CelKind.Int => key.AsInt,
        CelKind.Uint => key.AsUint <= long.MaxValue ? (long)key.AsUint : -1,
        CelKind.Double => Numbers.ToLong(key.AsDouble) ?? -1,
        _ => -1,
    };

    private static bool TryIndex(in CelValue value, in CelValue key, out CelValue found)
    {
        found = default;
        switch (value.Kind)
        {
            case CelKind.Map:
                return value.AsMap.TryGet(key, out found);
            case CelKind.List:
                var place = Position(key);
                if (place < 0 || place >= value.AsList.Count)
                {
                    return false;
                }

                found = value.AsList[(int)place];
                return true;
            default:
                return key.Kind == CelKind.String && TryField(value, key.AsString, out found);
        }
    }

    private static CelValue Wrap(bool there, in CelValue found, in CelValue value) =>
        !there ? Missing(value, OptionalValue.None) : found.IsError ? found : OptionalValue.Some(found);

    /// <summary>Values without fields and elements have no missing ones either.</summary>
    private static CelValue Missing(in CelValue value, in CelValue otherwise) => value.Kind switch
    {
        CelKind.Error => value,
        CelKind.Map or CelKind.List or CelKind.Object => otherwise,
        _ => CelValue.Error("no such overload"),
    };

    private static CelValue BadIndex(in CelValue key) => key switch
    {
        { IsNumber: false } => CelValue.Error($"unsupported index type '{key.Type.Name}' in list"),
        { Kind: CelKind.Double } when Numbers.ToLong(key.AsDouble) is null => CelValue.Error($"unsupported index value {Convert(key)} in list"),
        _ => CelValue.Error("index out of bounds: " + Convert(key)),
    };

    private static string Convert(in CelValue key) => key.Kind switch
    {
        CelKind.Int => key.AsInt.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => key.AsUint.ToString(CultureInfo.InvariantCulture),
        _ => key.AsDouble.ToString(CultureInfo.InvariantCulture),
    };
}
