using System.Collections;
using KubeSharp.Api.Json;

namespace KubeSharp.Api.Documents;

/// <summary>A JSON array.</summary>
public sealed class DocArray : DocNode, IEnumerable<DocNode>
{
    public DocArray()
    {
        Items = [];
    }

    public DocArray(IEnumerable<DocNode> items)
    {
        Items = [.. items];
    }

    public List<DocNode> Items { get; }

    public int Count => Items.Count;

    public DocNode this[int index]
    {
        get => Items[index];
        set => Items[index] = value;
    }

    public void Add(DocNode item) => Items.Add(item);

    public override DocNode Clone() => new DocArray(Items.Select(i => i.Clone()));

    public override bool DeepEquals(DocNode other) =>
        other is DocArray a && a.Count == Count && Items.Zip(a.Items).All(p => p.First.DeepEquals(p.Second));

    public IEnumerator<DocNode> GetEnumerator() => Items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    internal static DocArray ReadArray(ref JsonCursor cursor)
    {
        var array = new DocArray();
        cursor.BeginArray();
        while (cursor.NextElement())
        {
            array.Items.Add(Read(ref cursor));
        }

        return array;
    }

    internal override void Write(ref JsonOutput output)
    {
        output.Byte((byte)'[');
        for (var i = 0; i < Items.Count; i++)
        {
            if (i > 0)
            {
                output.Byte((byte)',');
            }

            Items[i].Write(ref output);
        }

        output.Byte((byte)']');
    }
}
