namespace KubeSharp.Cel.Values;

/// <summary>The result of a comprehension while it is gathered; nobody else sees it before it is complete.</summary>
internal sealed class GrowingCelList : CelList
{
    private readonly List<CelValue> _items = [];

    public override int Count => _items.Count;

    public override CelValue this[int index] => _items[index];

    public void Append(in CelValue value) => _items.Add(value);
}
