using KubeSharp.Api;
using KubeSharp.Api.Documents;

namespace KubeSharp.Fuzz.Testing;

/// <summary>Random JSON that fits a schema.</summary>
/// <param name="random">Where the choices come from.</param>
/// <param name="forOfficialClient">
/// Without what the official client cannot do: read null for a required time, as upstream writes it, and negative quantities.
/// </param>
public sealed class RandomDocuments(Random random, bool forOfficialClient = false)
{
    private const int MaxDepth = 7;

    private static readonly string[] Texts = ["", "a", "web-1", "x<y>&z", "ünïcødé ☃ 😀", "line\nbreak\t\"quoted\" \\", "\u2028", new string('q', 300)];
    private static readonly string[] Quantities = ["0", "1", "500m", "1Gi", "1536Mi", "2e3", "100n", "9E", "-3", "-1500m"];

    public DocObject Object(StructSchema schema, int depth = 0)
    {
        var result = new DocObject();
        foreach (var field in schema.Fields)
        {
            var needed = forOfficialClient && !field.IsPointer && field.Type.Shape is TypeShape.Time or TypeShape.MicroTime;
            if (field.Name is "kind" or "apiVersion" || (!needed && random.Next(100) < (depth == 0 ? 5 : 20 + (depth * 12))))
            {
                continue;
            }

            if (Value(field.Type, depth + 1) is { } value)
            {
                result[field.Name] = value;
            }
        }

        return result;
    }

    private DocNode? Value(TypeSchema type, int depth) => type.Shape switch
    {
        TypeShape.String => new DocScalar(Pick(Texts)),
        TypeShape.Bool => DocScalar.Of(random.Next(2) == 0),
        TypeShape.Int32 => DocScalar.Of(random.Next(3) == 0 ? random.Next(-5, 5) : random.Next(int.MinValue, int.MaxValue)),
        TypeShape.Int64 => DocScalar.Of(random.Next(3) == 0 ? random.Next(-5, 5) : random.NextInt64(long.MinValue, long.MaxValue)),
        TypeShape.Double => DocScalar.NumberText(Pick(["0.5", "-1.25e-9", "3e25", "17", "0"])),
        TypeShape.Bytes => new DocScalar(Convert.ToBase64String(RandomBytes())),
        TypeShape.Time => new DocScalar($"20{random.Next(10, 99)}-0{random.Next(1, 9)}-1{random.Next(0, 9)}T0{random.Next(0, 9)}:01:59Z"),
        TypeShape.MicroTime => new DocScalar($"20{random.Next(10, 99)}-03-11T02:01:59.{random.Next(0, 999999):d6}Z"),
        TypeShape.Duration => new DocScalar(Pick(["1m30s", "0s", "1.5ms", "-3h0m0.25s"])),
        TypeShape.Quantity => new DocScalar(Pick(forOfficialClient ? Quantities[..^2] : Quantities)),
        TypeShape.IntOrString => random.Next(2) == 0 ? DocScalar.Of(random.Next(0, 70000)) : new DocScalar(Pick(["25%", "http"])),
        TypeShape.RawJson => new DocObject { ["f:a"] = new DocObject(), ["n"] = DocScalar.Of(3) },
        TypeShape.List => List(type.Element!, depth),
        TypeShape.Map => Map(type.Element!, depth),
        _ => Struct(type.Struct!, depth),
    };

    private DocNode? Struct(StructSchema schema, int depth) => schema.Name switch
    {
        "JSONSchemaPropsOrBool" => DocScalar.Of(random.Next(2) == 0),
        "JSONSchemaPropsOrArray" => new DocArray([new DocObject()]),
        "JSONSchemaPropsOrStringArray" => new DocArray([new DocScalar("a")]),
        _ => depth > MaxDepth ? null : Object(schema, depth),
    };

    private DocArray? List(TypeSchema element, int depth)
    {
        var list = new DocArray();
        for (var i = random.Next(0, depth > 3 ? 2 : 7); i > 0; i--)
        {
            if (Value(element, depth + 1) is { } value)
            {
                list.Add(value);
            }
        }

        return list;
    }

    private DocObject Map(TypeSchema element, int depth)
    {
        var map = new DocObject();
        for (var i = random.Next(0, depth > 3 ? 2 : 12); i > 0; i--)
        {
            if (Value(element, depth + 1) is { } value)
            {
                map[$"key{random.Next(0, 40)}"] = value;
            }
        }

        return map;
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[random.Next(1, 40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
