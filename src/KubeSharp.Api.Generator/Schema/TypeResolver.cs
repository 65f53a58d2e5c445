using System.Text.Json;

namespace KubeSharp.Api.Generator.Schema;

/// <summary>Turns the text of types into resolved types and flattens inline structs.</summary>
internal sealed class TypeResolver
{
    private readonly List<SchemaFile> _files;
    private readonly Dictionary<string, StructDef> _structs = [];
    private readonly Dictionary<string, JsonElement> _named = [];
    private readonly HashSet<string> _enums = [];

    public TypeResolver(List<SchemaFile> files, Dictionary<string, JsonElement> documents)
    {
        _files = files;
        foreach (var file in files)
        {
            foreach (var s in file.Structs)
            {
                _structs[$"{file.Id}#{s.Name}"] = s;
            }
        }

        foreach (var (id, document) in documents)
        {
            foreach (var n in document.GetProperty("named").EnumerateArray())
            {
                _named[$"{id}#{n.Text("name")}"] = n;
            }

            foreach (var n in document.GetProperty("enums").EnumerateArray())
            {
                _enums.Add($"{id}#{n.Text("name")}");
            }
        }
    }

    public void ResolveAll()
    {
        foreach (var s in _files.SelectMany(f => f.Structs))
        {
            s.Declared = [.. s.Declared.Where(f => f.Json != "-" && !(f.Inline && f.Go == "TypeMeta"))];
            foreach (var field in s.Declared)
            {
                field.Type = Resolve(field.TypeText, s.File!.Id);
                field.Property = Names.Property(s, field);
            }
        }

        foreach (var s in _files.SelectMany(f => f.Structs))
        {
            s.Fields = [.. Flatten(s)];
        }
    }

    private static IEnumerable<FieldDef> Flatten(StructDef s) =>
        s.Declared.SelectMany(f => f.Inline ? Flatten(f.Type.Struct!) : [f]);

    private TypeRef Resolve(string text, string fileId)
    {
        if (text.StartsWith('*'))
        {
            return Resolve(text[1..], fileId) with { Pointer = true };
        }

        if (text.StartsWith("[]", StringComparison.Ordinal))
        {
            return new TypeRef(Shape.List, Element: Resolve(text[2..], fileId));
        }

        if (text.StartsWith("map[", StringComparison.Ordinal))
        {
            return new TypeRef(Shape.Map, Element: Resolve(text[(text.IndexOf(']') + 1)..], fileId));
        }

        return text switch
        {
            "string" => new TypeRef(Shape.String),
            "bool" => new TypeRef(Shape.Bool),
            "int32" => new TypeRef(Shape.Int32),
            "int64" => new TypeRef(Shape.Int64),
            "float64" => new TypeRef(Shape.Double),
            "bytes" => new TypeRef(Shape.Bytes),
            "any" => new TypeRef(Shape.RawJson, AnyJson: true),
            _ => ResolveReference(text.Contains('#') ? text : $"{fileId}#{text}"),
        };
    }

    private TypeRef ResolveReference(string reference)
    {
        if (_structs.TryGetValue(reference, out var found))
        {
            return found.Special switch
            {
                "time" => new TypeRef(Shape.Time),
                "microTime" => new TypeRef(Shape.MicroTime),
                "duration" => new TypeRef(Shape.Duration),
                "quantity" => new TypeRef(Shape.Quantity),
                "intOrString" => new TypeRef(Shape.IntOrString),
                "rawExtension" or "rawJSONObject" => new TypeRef(Shape.RawJson),
                "anyJSON" => new TypeRef(Shape.RawJson, AnyJson: true),
                _ => new TypeRef(Shape.Struct, Struct: found),
            };
        }

        var simple = reference[(reference.IndexOf('#') + 1)..];
        if (_enums.Contains(reference))
        {
            return new TypeRef(Shape.String, Named: simple);
        }

        if (!_named.TryGetValue(reference, out var named))
        {
            throw new InvalidDataException($"the schema has no type {reference}");
        }

        if (named.TextOrNull("alias") is { } alias)
        {
            return ResolveReference(alias);
        }

        var type = Resolve(named.Text("type"), reference[..reference.IndexOf('#')]);
        return named.TryGetProperty("protoMessage", out _) ? type with { Wrapped = true } : type with { Named = simple };
    }
}
