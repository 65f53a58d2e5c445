using KubeSharp.Api.Json;

namespace KubeSharp.Api.Documents;

/// <summary>
/// A mutable JSON document without a schema: what patches, apply and custom resources work on. Objects keep their order, numbers
/// the text they were written with.
/// </summary>
public abstract class DocNode
{
    public bool IsNull => this is DocScalar { Kind: DocScalarKind.Null };

    /// <exception cref="DecodeException">The bytes are no JSON.</exception>
    public static DocNode Parse(ReadOnlySpan<byte> json)
    {
        var cursor = new JsonCursor(json, null);
        var node = Read(ref cursor);
        cursor.End();
        return node;
    }

    /// <summary>The node of an encoded object.</summary>
    public static DocObject Of(ApiKind value) => (DocObject)Parse(JsonCodec.Encode(value));

    public byte[] ToJson()
    {
        var output = new JsonOutput();
        try
        {
            Write(ref output);
            return output.Written.ToArray();
        }
        finally
        {
            output.Dispose();
        }
    }

    /// <summary>A copy that shares nothing that can change.</summary>
    public abstract DocNode Clone();

    /// <summary>The same value with the fields of every object in alphabetical order.</summary>
    public DocNode Sorted()
    {
        switch (this)
        {
            case DocObject fields:
                var ordered = new DocObject();
                foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
                {
                    ordered.Add(name, value.Sorted());
                }

                return ordered;
            case DocArray items:
                return new DocArray(items.Select(item => item.Sorted()));
            default:
                return this;
        }
    }

    /// <summary>The same value; the order of properties does not matter, nor how a number is written.</summary>
    public abstract bool DeepEquals(DocNode other);

    public override string ToString() => System.Text.Encoding.UTF8.GetString(ToJson());

    internal static DocNode Read(ref JsonCursor cursor) => cursor.Peek() switch
    {
        (byte)'{' => DocObject.ReadObject(ref cursor),
        (byte)'[' => DocArray.ReadArray(ref cursor),
        (byte)'"' => new DocScalar(cursor.String()),
        (byte)'t' or (byte)'f' => DocScalar.Of(cursor.Bool()),
        (byte)'n' => ReadNull(ref cursor),
        _ => DocScalar.Number(ref cursor),
    };

    internal abstract void Write(ref JsonOutput output);

    private static DocScalar ReadNull(ref JsonCursor cursor)
    {
        cursor.TryNull();
        return DocScalar.Null;
    }
}
