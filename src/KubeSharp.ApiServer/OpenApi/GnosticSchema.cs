using System.Text.Json;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Writes gnostic's Schema messages.</summary>
internal sealed class GnosticSchema(ProtoMessages output)
{
    private const int VendorExtension = 31;

    /// <summary>A NamedSchema.</summary>
    public void WriteNamed(int field, JsonProperty member)
    {
        var named = output.Begin(field);
        output.Text(1, member.Name);
        Write(2, member.Value);
        output.End(named);
    }

    public void Write(int field, JsonElement schema)
    {
        var start = output.Begin(field);
        if (schema.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in schema.EnumerateObject())
            {
                WriteMember(member);
            }
        }

        output.End(start);
    }

    /// <summary>A NamedAny: a name, and the value as YAML, of which JSON is a part.</summary>
    public void WriteExtension(int field, JsonProperty member)
    {
        var named = output.Begin(field);
        output.Text(1, member.Name);
        WriteAny(2, member.Value);
        output.End(named);
    }

    private void WriteAny(int field, JsonElement value)
    {
        var any = output.Begin(field);
        output.Text(2, value.GetRawText());
        output.End(any);
    }

    private void WriteMember(JsonProperty member)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "$ref":
                output.Text(1, value.GetString());
                break;
            case "format":
                output.Text(2, value.GetString());
                break;
            case "title":
                output.Text(3, value.GetString());
                break;
            case "description":
                output.Text(4, value.GetString());
                break;
            case "default":
                WriteAny(5, value);
                break;
            case "required":
                WriteStrings(19, value);
                break;
            case "enum":
                foreach (var choice in value.EnumerateArray())
                {
                    WriteAny(20, choice);
                }

                break;
            case "additionalProperties":
                WriteAdditional(value);
                break;
            case "type":
                var type = output.Begin(22);
                WriteStrings(1, value);
                output.End(type);
                break;
            case "items":
                var items = output.Begin(23);
                Write(1, value);
                output.End(items);
                break;
            case "allOf":
                foreach (var schema in value.EnumerateArray())
                {
                    Write(24, schema);
                }

                break;
            case "properties":
                var properties = output.Begin(25);
                foreach (var property in value.EnumerateObject())
                {
                    WriteNamed(1, property);
                }

                output.End(properties);
                break;
            default:
                WriteRare(member);
                break;
        }
    }

    private void WriteRare(JsonProperty member)
    {
        var value = member.Value;
        if (member.Name.StartsWith("x-", StringComparison.Ordinal))
        {
            WriteExtension(VendorExtension, member);
        }
        else if (value.ValueKind == JsonValueKind.Number && NumberField(member.Name) is var number and > 0)
        {
            if (number is 6 or 7 or 9)
            {
                output.Double(number, value.GetDouble());
            }
            else
            {
                output.Integer(number, value.GetInt64());
            }
        }
        else if (member.Name == "pattern")
        {
            output.Text(13, value.GetString());
        }
        else if (member.Name is "exclusiveMaximum" or "exclusiveMinimum" or "uniqueItems")
        {
            output.Bool(member.Name switch { "exclusiveMaximum" => 8, "exclusiveMinimum" => 10, _ => 16 }, value.GetBoolean());
        }
    }

    private static int NumberField(string name) => name switch
    {
        "multipleOf" => 6,
        "maximum" => 7,
        "minimum" => 9,
        "maxLength" => 11,
        "minLength" => 12,
        "maxItems" => 14,
        "minItems" => 15,
        "maxProperties" => 17,
        "minProperties" => 18,
        _ => 0,
    };

    private void WriteAdditional(JsonElement value)
    {
        var additional = output.Begin(21);
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            output.Bool(2, value.GetBoolean());
        }
        else
        {
            Write(1, value);
        }

        output.End(additional);
    }

    private void WriteStrings(int field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            output.Text(field, value.GetString());
            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            output.Text(field, item.GetString());
        }
    }
}
