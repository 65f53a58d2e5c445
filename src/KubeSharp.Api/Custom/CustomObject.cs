using System.Text;
using KubeSharp.Api.Documents;
using KubeSharp.Api.Json;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Protobuf;

namespace KubeSharp.Api.Custom;

/// <summary>
/// An object of a custom resource: metadata, and a document that a schema describes. Fields that the schema does not know are dropped when it
/// is read. The fields of every object in it are in alphabetical order, so that equal objects have equal bytes.
/// </summary>
public sealed record CustomObject : ApiObject
{
    private readonly CustomKind _kind;
    private RawJson _body;

    internal CustomObject(CustomKind kind) => _kind = kind;

    public CustomKind Kind => _kind;

    public override ApiType ApiType => _kind.Type;

    /// <summary>Everything but apiVersion, kind and metadata, as an object; nil if there is nothing.</summary>
    public RawJson Body { get => _body; init => _body = value; }

    /// <summary>The body as a document of the caller's own.</summary>
    public DocObject Document() => _body.IsNil ? [] : (DocObject)DocNode.Parse(_body.Span);

    public CustomObject With(DocObject document) => this with { Body = Encode(document) };

    /// <summary>The same object in another version, whose schema decides what is kept.</summary>
    public CustomObject As(CustomKind kind)
    {
        var document = Document();
        Pruning.Prune(document, kind, null);
        return new CustomObject(kind) { Metadata = Metadata, Body = Encode(document) };
    }

    public bool Equals(CustomObject? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _kind.Type.ApiVersion == other._kind.Type.ApiVersion && Metadata.Equals(other.Metadata) && _body.Equals(other._body));

    public override int GetHashCode() => HashCode.Combine(Metadata.UID, _body);

    public override StructSchema GetStructSchema() => _kind.Structure;

    protected override bool PrintMembers(StringBuilder builder) => false;

    internal override ApiKind New() => new CustomObject(_kind);

    internal override void ReadJson(ref JsonCursor cursor)
    {
        if (!cursor.BeginObject())
        {
            return;
        }

        var document = new DocObject();
        while (cursor.NextProperty(out var name))
        {
            if (name.SequenceEqual("metadata"u8))
            {
                _metadata = ObjectMeta.FromJson(ref cursor);
            }
            else if (name.SequenceEqual("apiVersion"u8) || name.SequenceEqual("kind"u8))
            {
                cursor.Interned();
            }
            else
            {
                document[Encoding.UTF8.GetString(name)] = DocNode.Read(ref cursor);
            }
        }

        Pruning.Prune(document, _kind, cursor.Warnings);
        _body = Encode(document);
    }

    internal override void WriteJsonFields(ref JsonOutput output)
    {
        output.Literal(",\"metadata\":"u8);
        Metadata.WriteJson(ref output);
        if (!_body.IsNil)
        {
            output.Literal(","u8);
            output.Literal(_body.Span[1..^1]);
        }
    }

    internal override void ReadProto(ref ProtoReader reader) => throw new DecodeException("custom resources have no protobuf form");

    internal override void WriteProto(ref ProtoWriter writer) => throw new InvalidOperationException("Custom resources have no protobuf form.");

    private static RawJson Encode(DocObject document) => document.Count == 0 ? default : new RawJson(document.Sorted().ToJson());
}
