using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Libraries;

/// <summary>The types that every expression may name.</summary>
internal sealed class StandardTypes : ITypeProvider
{
    private static readonly Dictionary<string, CelType> Types = new(StringComparer.Ordinal)
    {
        ["bool"] = CelType.Bool,
        ["int"] = CelType.Int,
        ["uint"] = CelType.Uint,
        ["double"] = CelType.Double,
        ["string"] = CelType.String,
        ["bytes"] = CelType.Bytes,
        ["null_type"] = CelType.Null,
        ["list"] = CelType.ListOfDyn,
        ["map"] = CelType.MapOfDyn,
        ["type"] = CelType.TypeOfDyn,
        ["optional_type"] = CelType.OptionalOfDyn,
        ["google.protobuf.Duration"] = CelType.Duration,
        ["google.protobuf.Timestamp"] = CelType.Timestamp,
        [UrlValue.UrlType.Name] = UrlValue.UrlType,
        [IpValue.IpType.Name] = IpValue.IpType,
        [CidrValue.CidrType.Name] = CidrValue.CidrType,
        [QuantityValue.QuantityType.Name] = QuantityValue.QuantityType,
        [SemverValue.SemverType.Name] = SemverValue.SemverType,
        [FormatValue.FormatType.Name] = FormatValue.FormatType,
    };

    public static StandardTypes Instance { get; } = new();

    public CelType? Find(string name) => Types.GetValueOrDefault(name);
}
