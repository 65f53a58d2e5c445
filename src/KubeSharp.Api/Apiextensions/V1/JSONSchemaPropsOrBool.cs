using KubeSharp.Api.Json;
using KubeSharp.Api.Protobuf;

namespace KubeSharp.Api.Apiextensions.V1;

/// <summary>A schema, or whether anything is allowed.</summary>
public sealed record JSONSchemaPropsOrBool : ApiStruct
{
    public static readonly JSONSchemaPropsOrBool Empty = new();

    private static readonly StructSchema Described = AlternativeSchema.Of(nameof(JSONSchemaPropsOrBool));

    private bool _allows;
    private JSONSchemaProps? _schema;

    public bool Allows { get => _allows; init => _allows = value; }

    public JSONSchemaProps? Schema { get => _schema; init => _schema = value; }

    public override StructSchema GetStructSchema() => Described;

    internal static JSONSchemaPropsOrBool FromJson(ref JsonCursor c)
    {
        var x = new JSONSchemaPropsOrBool();
        x.ReadJson(ref c);
        return x;
    }

    internal static JSONSchemaPropsOrBool FromProto(ref ProtoReader r)
    {
        var x = new JSONSchemaPropsOrBool();
        var outer = r.Enter();
        x.ReadProto(ref r);
        r.Leave(outer);
        return x;
    }

    internal override void ReadJson(ref JsonCursor cursor)
    {
        if (cursor.Peek() == '{')
        {
            _allows = true;
            _schema = JSONSchemaProps.FromJson(ref cursor);
        }
        else
        {
            _allows = cursor.Bool();
        }
    }

    internal override void WriteJson(ref JsonOutput output)
    {
        if (_schema is not null)
        {
            _schema.WriteJson(ref output);
        }
        else
        {
            output.Bool(_allows);
        }
    }

    internal override void WriteJsonFields(ref JsonOutput output) => throw new InvalidOperationException("not an object");

    internal override void ReadProto(ref ProtoReader reader)
    {
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case 8:
                    _allows = reader.Bool();
                    break;
                case 18:
                    _schema = JSONSchemaProps.FromProto(ref reader);
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }
    }

    internal override void WriteProto(ref ProtoWriter writer)
    {
        if (_schema is not null)
        {
            writer.Struct(18, _schema);
        }

        writer.Bool(8, _allows);
    }
}
