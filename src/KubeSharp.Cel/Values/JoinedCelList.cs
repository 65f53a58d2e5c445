namespace KubeSharp.Cel.Values;

/// <summary>Two lists one after the other, not copied.</summary>
internal sealed class JoinedCelList(CelList left, CelList right) : CelList
{
    public override int Count { get; } = left.Count + right.Count;

    public override CelValue this[int index] => index < left.Count ? left[index] : right[index - left.Count];
}
