using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Patching;

/// <summary>
/// Strategic merge patch. Objects merge by property, lists as the schema says: replaced, merged as sets, or merged by a key.
/// Directives in the patch override that.
/// </summary>
internal static class StrategicMerge
{
    public const string Directive = "$patch";
    public const string RetainKeys = "$retainKeys";
    public const string DeletePrefix = "$deleteFromPrimitiveList/";
    public const string OrderPrefix = "$setElementOrder/";

    private const string BadRetainKeys = "invalid patch format of retainKeys";

    public static DocObject Apply(DocObject original, DocObject patch, StructSchema? schema) =>
        MergeObject(original, (DocObject)patch.Clone(), schema);

    internal static DocObject MergeObject(DocObject original, DocObject patch, StructSchema? schema)
    {
        if (patch[Directive] is { } directive)
        {
            return (directive as DocScalar)?.Text switch
            {
                "replace" => WithoutDirective(patch),
                "delete" => new DocObject(),
                _ => throw UnknownDirective(patch),
            };
        }

        ApplyRetainKeys(original, patch);
        ElementOrder.Apply(original, patch, schema);
        foreach (var name in patch.Keys)
        {
            MergeProperty(original, name, patch[name]!, schema);
        }

        return original;
    }

    /// <summary>The patch's value where there was nothing before: nulls and directives mean nothing there.</summary>
    internal static DocNode Fresh(DocNode patch)
    {
        switch (patch)
        {
            case DocObject o:
                var clean = new DocObject();
                foreach (var (name, value) in o)
                {
                    if (!value.IsNull && !name.StartsWith('$'))
                    {
                        clean[name] = Fresh(value);
                    }
                    else if (name.StartsWith('$') && !IsDirective(name))
                    {
                        clean[name] = value;
                    }
                }

                return clean;
            case DocArray a:
                return new DocArray(a.Where(i => i is not DocObject o || o[Directive] is null).Select(Fresh));
            default:
                return patch;
        }
    }

    /// <summary>Merges a list as its field says.</summary>
    internal static DocArray MergeList(DocArray original, DocArray patch, FieldSchema? field, StructSchema? element) =>
        field?.PatchStrategy is { } strategy && strategy.Split(',').Contains("merge")
            ? ListMerge.Merge(original, patch, field.PatchMergeKey, element)
            : (DocArray)Fresh(patch);

    internal static DocArray Without(DocArray list, DocArray deleted)
    {
        var gone = deleted.Select(d => d.ToString()).ToHashSet();
        return new DocArray(list.Where(i => !gone.Contains(i.ToString())));
    }

    private static void MergeProperty(DocObject original, string name, DocNode change, StructSchema? schema)
    {
        if (name.StartsWith(DeletePrefix, StringComparison.Ordinal))
        {
            DeleteFromPrimitiveList(original, name[DeletePrefix.Length..], change);
            return;
        }

        if (change.IsNull)
        {
            original.Remove(name);
            return;
        }

        var field = schema?.Find(name);
        var type = field?.Type;
        var inner = type?.Shape is TypeShape.List or TypeShape.Map ? type.Element?.Struct : type?.Struct;
        original[name] = (original[name], change) switch
        {
            (DocObject o, DocObject p) when field?.PatchStrategy != "replace" => MergeEntry(o, p, type, inner),
            (DocArray o, DocArray p) => MergeList(o, p, field, inner),
            _ => Fresh(change),
        };
    }

    /// <summary>An object with a schema, or a map whose values have one.</summary>
    private static DocObject MergeEntry(DocObject original, DocObject patch, TypeSchema? type, StructSchema? inner)
    {
        if (type?.Shape != TypeShape.Map || inner is null)
        {
            return MergeObject(original, patch, type?.Shape == TypeShape.Map ? null : inner);
        }

        if (patch[Directive] is not null)
        {
            return MergeObject(original, patch, null);
        }

        foreach (var (key, change) in patch)
        {
            original[key] = change.IsNull ? null
                : original[key] is DocObject o && change is DocObject p ? MergeObject(o, p, inner)
                : Fresh(change);
        }

        return original;
    }

    internal static PatchException UnknownDirective(DocObject patch) =>
        new($"unknown patch type: {GoText.Plain(patch[Directive]!)} in map: {GoText.Plain(patch)}") { IsBare = true };

    private static DocObject WithoutDirective(DocObject patch)
    {
        patch.Remove(Directive);
        return patch;
    }

    private static bool IsDirective(string name) =>
        name is Directive or RetainKeys
        || name.StartsWith(DeletePrefix, StringComparison.Ordinal)
        || name.StartsWith(OrderPrefix, StringComparison.Ordinal);

    private static void ApplyRetainKeys(DocObject original, DocObject patch)
    {
        if (patch[RetainKeys] is not { } retain)
        {
            return;
        }

        patch.Remove(RetainKeys);
        if (retain is not DocArray list)
        {
            throw new PatchException(BadRetainKeys, isMalformed: true);
        }

        var kept = list.OfType<DocScalar>().Select(s => s.Text).ToHashSet();
        foreach (var name in patch.Keys)
        {
            if (!IsDirective(name) && !patch[name]!.IsNull && !kept.Contains(name))
            {
                throw new PatchException(BadRetainKeys, isMalformed: true);
            }
        }

        foreach (var name in original.Keys.Where(k => !kept.Contains(k)))
        {
            original.Remove(name);
        }
    }

    private static void DeleteFromPrimitiveList(DocObject original, string name, DocNode values)
    {
        if (values is not DocArray list)
        {
            throw new PatchException($"the value of {DeletePrefix}{name} must be a list", isMalformed: true);
        }

        if (original[name] is DocArray existing)
        {
            original[name] = Without(existing, list);
        }
    }
}
