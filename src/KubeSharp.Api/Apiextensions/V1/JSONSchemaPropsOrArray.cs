using KubeSharp.Api.Json;
using KubeSharp.Api.Protobuf;

namespace KubeSharp.Api.Apiextensions.V1;

/// <summary>A schema, or a list of them.</summary>
public sealed record JSONSchemaPropsOrArray : ApiStruct
{
    public static readonly JSONSchemaPropsOrArray Empty = new();

    private static readonly StructSchema Described = AlternativeSchema.Of(nameof(JSONSchemaPropsOrArray));

    private JSONSchemaProps? _schema;
    private ApiList<JSONSchemaProps> _list;

    public JSONSchemaProps? Schema { get => _schema; init => _schema = value; }

    public ApiList<JSONSchemaProps> JSONSchemas { get => _list; init => _list = value; }

    public override StructSchema GetStructSchema() => Described;

    internal static JSONSchemaPropsOrArray FromJson(ref JsonCursor c)
    {
        var x = new JSONSchemaPropsOrArray();
        x.ReadJson(ref c);
        return x;
    }

    internal static JSONSchemaPropsOrArray FromProto(ref ProtoReader r)
    {
        var x = new JSONSchemaPropsOrArray();
        var outer = r.Enter();
        x.ReadProto(ref r);
        r.Leave(outer);
        return x;
    }

    internal override void ReadJson(ref JsonCursor cursor)
    {
        if (cursor.Peek() == '[')
        {
            _list = cursor.List(JSONSchemaProps.FromJson);
        }
        else
        {
            _schema = cursor.TryNull() ? null : JSONSchemaProps.FromJson(ref cursor);
        }
    }

    internal override void WriteJson(ref JsonOutput output)
    {
        if (_list.Count > 0)
        {
            output.Structs(_list);
        }
        else if (_schema is not null)
        {
            _schema.WriteJson(ref output);
        }
        else
        {
            output.Null();
        }
    }

    internal override void WriteJsonFields(ref JsonOutput output) => throw new InvalidOperationException("not an object");

    internal override void ReadProto(ref ProtoReader reader)
    {
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case 10:
                    _schema = JSONSchemaProps.FromProto(ref reader);
                    break;
                case 18:
                    _list = reader.List(tag, _list, JSONSchemaProps.FromProto);
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }
    }

    internal override void WriteProto(ref ProtoWriter writer)
    {
        writer.Structs(18, _list);
        if (_schema is not null)
        {
            writer.Struct(10, _schema);
        }
    }
}
