using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>A named format of strings.</summary>
internal sealed class FormatValue(string name, ulong cost, Func<string, IReadOnlyList<string>> validate) : CelObject
{
    public static CelType FormatType { get; } = CelType.Opaque("kubernetes.NamedFormat");

    public override CelType Type => FormatType;

    /// <summary>The longest text that is looked at in full, which bounds the cost of a check.</summary>
    public override ulong Size => cost;

    public string Name => name;

    /// <summary>What is wrong with a text; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate(string text) => validate(text);

    public override bool EqualTo(CelObject other) => other is FormatValue format && format.Name == name;

    public override string ToString() => name;
}
