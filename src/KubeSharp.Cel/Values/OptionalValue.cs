using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Values;

/// <summary>A value that may be absent.</summary>
internal sealed class OptionalValue : CelObject
{
    private readonly CelValue _value;

    private OptionalValue(CelValue value) => _value = value;

    public static CelValue None { get; } = CelValue.Of(new OptionalValue(default));

    public override CelType Type => CelType.OptionalOfDyn;

    public bool HasValue => _value.Kind != CelKind.None;

    public CelValue Value => HasValue ? _value : CelValue.Error("optional.none() dereference");

    public static CelValue Some(in CelValue value) => CelValue.Of(new OptionalValue(value));

    public override bool EqualTo(CelObject other) =>
        other is OptionalValue optional && HasValue == optional.HasValue && (!HasValue || ValueEquality.Equal(_value, optional._value));

    public override string ToString() => HasValue ? $"optional({_value})" : "optional.none()";
}
