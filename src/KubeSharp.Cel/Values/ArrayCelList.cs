namespace KubeSharp.Cel.Values;

/// <summary>A list that an expression or a library makes.</summary>
public sealed class ArrayCelList(CelValue[] items) : CelList
{
    public static ArrayCelList Empty { get; } = new([]);

    public override int Count => items.Length;

    public override CelValue this[int index] => items[index];
}
