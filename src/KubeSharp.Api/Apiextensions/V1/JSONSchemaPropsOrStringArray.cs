using KubeSharp.Api.Json;
using KubeSharp.Api.Protobuf;

namespace KubeSharp.Api.Apiextensions.V1;

/// <summary>A schema, or names of properties.</summary>
public sealed record JSONSchemaPropsOrStringArray : ApiStruct
{
    public static readonly JSONSchemaPropsOrStringArray Empty = new();

    private static readonly StructSchema Described = AlternativeSchema.Of(nameof(JSONSchemaPropsOrStringArray));

    private JSONSchemaProps? _schema;
    private ApiList<string> _property;

    public JSONSchemaProps? Schema { get => _schema; init => _schema = value; }

    public ApiList<string> Property { get => _property; init => _property = value; }

    public override StructSchema GetStructSchema() => Described;

    internal static JSONSchemaPropsOrStringArray FromJson(ref JsonCursor c)
    {
        var x = new JSONSchemaPropsOrStringArray();
        x.ReadJson(ref c);
        return x;
    }

    internal static JSONSchemaPropsOrStringArray FromProto(ref ProtoReader r)
    {
        var x = new JSONSchemaPropsOrStringArray();
        var outer = r.Enter();
        x.ReadProto(ref r);
        r.Leave(outer);
        return x;
    }

    internal override void ReadJson(ref JsonCursor cursor)
    {
        if (cursor.Peek() == '[')
        {
            _property = cursor.List(static (ref JsonCursor c) => c.String());
        }
        else
        {
            _schema = cursor.TryNull() ? null : JSONSchemaProps.FromJson(ref cursor);
        }
    }

    internal override void WriteJson(ref JsonOutput output)
    {
        if (_property.Count > 0)
        {
            output.Strings(_property);
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
                    _property = reader.List(tag, _property, static (ref ProtoReader r) => r.String());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }
    }

    internal override void WriteProto(ref ProtoWriter writer)
    {
        writer.Strings(18, _property);
        if (_schema is not null)
        {
            writer.Struct(10, _schema);
        }
    }
}
