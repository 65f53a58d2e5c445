using KubeSharp.Api;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>An amount of a resource.</summary>
internal sealed class QuantityValue(Quantity quantity) : CelObject
{
    public static CelType QuantityType { get; } = CelType.Opaque("kubernetes.Quantity");

    public override CelType Type => QuantityType;

    public Quantity Quantity => quantity;

    /// <summary>A whole number that a long holds; null if it is none.</summary>
    public long? Whole => new Quantity(quantity.Value) == quantity ? quantity.Value : null;

    public override bool EqualTo(CelObject other) => other is QuantityValue value && value.Quantity == quantity;

    public override string ToString() => quantity.ToString();
}
