using System.Text.Json;

namespace KubeSharp.Api.Generator.Schema;

/// <summary>Reads the schema's files and resolves the references between them.</summary>
internal static class SchemaLoader
{
    private static readonly HashSet<string> PrimitiveFiles = ["intstr", "quantity", "runtime", "types"];
    private static readonly HashSet<string> GeneratedRoles = ["served", "library", "aggregated", "discovery"];

    /// <summary>Versions that are not served any more, and that upstream 1.20 stores.</summary>
    private static readonly HashSet<string> StoredOnly = ["batch.v1beta1", "discovery.v1beta1", "flowcontrol.v1beta1", "policy.v1beta1"];

    public static ApiSchema Load(string directory)
    {
        var documents = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(directory, "*.json"))
        {
            var id = Path.GetFileNameWithoutExtension(path);
            if (id != "index")
            {
                documents[id] = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
            }
        }

        documents.Remove("resources", out var resources);
        var groups = resources.GetProperty("groupVersions").EnumerateArray().Select(ReadGroup).ToList();
        var listed = groups.Select(g => g.FileId).ToHashSet();

        var wanted = documents.Where(d => IsWanted(d.Key, d.Value, listed)).ToList();
        var files = wanted.ConvertAll(d => ReadFile(d.Key, d.Value));
        new TypeResolver(files, wanted.ToDictionary(d => d.Key, d => d.Value)).ResolveAll();
        return new ApiSchema(files, groups);
    }

    private static bool IsWanted(string id, JsonElement file, HashSet<string> listed)
    {
        var role = file.GetProperty("role").GetString()!;
        return GeneratedRoles.Contains(role) || listed.Contains(id) || StoredOnly.Contains(id) || id == "admission.v1";
    }

    private static ResourceGroup ReadGroup(JsonElement e) => new(
        e.Text("group"),
        e.Text("version"),
        Path.GetFileNameWithoutExtension(e.Text("schema")),
        e.Flag("enabledByDefault"),
        e.TryGetProperty("groupPriority", out var p) ? p.GetInt32() : 0,
        e.TextOrNull("servedBy"),
        [.. e.GetProperty("resources").EnumerateArray()]);

    private static SchemaFile ReadFile(string id, JsonElement e)
    {
        var primitive = PrimitiveFiles.Contains(id);
        var file = new SchemaFile
        {
            Id = id,
            Group = e.Text("group"),
            Version = e.Text("version"),
            ModelPackage = e.Text("openapiModelPackage"),
            IsPrimitive = primitive,
            Namespace = "KubeSharp.Api." + Names.Namespace(id),
            Structs = [.. e.GetProperty("types").EnumerateArray().Select(t => ReadStruct(t, primitive))],
            Enums = [.. e.GetProperty("enums").EnumerateArray().Where(x => x.Text("type") == "string").Select(ReadEnum)],
            Consts = [.. e.GetProperty("consts").EnumerateArray().Select(ReadConst).OfType<ConstDef>()],
        };
        foreach (var s in file.Structs)
        {
            s.File = file;
        }

        return file;
    }

    private static StructDef ReadStruct(JsonElement e, bool primitive)
    {
        var special = e.TextOrNull("special");
        return new StructDef
        {
            File = null,
            Name = e.Text("name"),
            KindClass = e.TextOrNull("kindClass"),
            Special = special ?? (primitive ? "primitive" : e.Text("name") == "TypeMeta" ? "typeMeta" : null),
            OpenApiName = e.TextOrNull("openapi"),
            StructType = e.TextOrNull("structType"),
            HasProto = e.Flag("protoMessage"),
            Declared = special is not null ? [] : [.. e.GetProperty("fields").EnumerateArray().Select(ReadField)],
        };
    }

    private static FieldDef ReadField(JsonElement e) => new()
    {
        Go = e.Text("go"),
        Json = e.Text("json"),
        TypeText = e.Text("type"),
        Type = new TypeRef(Shape.String),
        Inline = e.Flag("inline"),
        Number = e.TryGetProperty("num", out var n) ? n.GetInt32() : 0,
        OmitEmpty = e.Flag("omitempty"),
        OmitZero = e.Flag("omitzero"),
        Required = e.Flag("required"),
        PatchStrategy = e.TextOrNull("patchStrategy"),
        PatchMergeKey = e.TextOrNull("patchMergeKey"),
        ListType = e.TextOrNull("listType"),
        ListMapKeys = e.Texts("listMapKeys"),
        MapType = e.TextOrNull("mapType"),
        StructType = e.TextOrNull("structType"),
        DefaultJson = e.TryGetProperty("default", out var d) ? d.GetRawText() : null,
        UnionDiscriminator = e.TryGetProperty("unionDiscriminator", out _) ? "true" : null,
        FeatureGates = e.Texts("featureGates"),
    };

    private static EnumDef ReadEnum(JsonElement e) => new(
        e.Text("name"), [.. e.GetProperty("values").EnumerateArray().Select(ReadConst).OfType<ConstDef>()]);

    private static ConstDef? ReadConst(JsonElement e)
    {
        var value = e.GetProperty("value");
        return value.ValueKind switch
        {
            JsonValueKind.String => new ConstDef(e.Text("go"), "string", Names.Literal(value.GetString()!)),
            JsonValueKind.Number when value.TryGetInt32(out var i) => new ConstDef(e.Text("go"), "int", i.ToString()),
            JsonValueKind.Number when value.TryGetInt64(out var l) => new ConstDef(e.Text("go"), "long", l + "L"),
            JsonValueKind.Number => new ConstDef(e.Text("go"), "double", value.GetRawText()),
            JsonValueKind.True or JsonValueKind.False => new ConstDef(e.Text("go"), "bool", value.GetRawText()),
            _ => null,
        };
    }
}
