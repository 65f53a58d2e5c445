using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.ApiServer.CustomResources.Printing;
using KubeSharp.ApiServer.CustomResources.Rules;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>Names, scope and versions of a definition.</summary>
internal static class DefinitionChecks
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");
    private static readonly FieldPath Names = Spec.Child("names");

    public static void Validate(ErrorList errors, CustomResourceDefinition value)
    {
        var spec = value.Spec;
        if (value.Metadata.Name != $"{spec.Names.Plural}.{spec.Group}")
        {
            errors.InvalidText(FieldPath.Root("metadata").Child("name"), value.Metadata.Name, "must be spec.names.plural+\".\"+spec.group");
        }

        Group(errors, spec.Group);
        FieldChecks.RequiredOneOf(errors, Spec, "scope", spec.Scope, "Cluster", "Namespaced");
        if (spec.PreserveUnknownFields)
        {
            errors.InvalidFlag(
                Spec.Child("preserveUnknownFields"), true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
        }

        KindNames(errors, spec.Names);
        Versions(errors, spec);
        if (spec.Conversion is { } conversion)
        {
            ConversionChecks.Validate(errors, Spec.Child("conversion"), conversion);
        }
    }

    public static void ValidateChange(ErrorList errors, CustomResourceDefinition value, CustomResourceDefinition old)
    {
        if (!DeclaredResources.IsEstablished(old))
        {
            return;
        }

        FieldChecks.Unchanged(errors, Spec, "group", value.Spec.Group, old.Spec.Group);
        FieldChecks.Unchanged(errors, Spec, "scope", value.Spec.Scope, old.Spec.Scope);
        FieldChecks.Unchanged(errors, Names, "kind", value.Spec.Names.Kind, old.Spec.Names.Kind);
        FieldChecks.Unchanged(errors, Names, "plural", value.Spec.Names.Plural, old.Spec.Names.Plural);
        ValidateStoredVersions(errors, value);
    }

    /// <summary>Versions in which there may be objects in the store: the storage version is one, and all of them can still be read.</summary>
    public static void ValidateStoredVersions(ErrorList errors, CustomResourceDefinition value)
    {
        var path = FieldPath.Root("status").Child("storedVersions");
        var stored = value.Status.StoredVersions;
        if (stored.Count == 0)
        {
            errors.Invalid(path, "[]", "must have at least one stored version");
        }

        if (DeclaredResources.StorageVersion(value) is { } storage && !stored.Contains(storage.Name))
        {
            errors.InvalidList(path, [.. stored], "must have the storage version " + storage.Name);
        }

        for (var i = 0; i < stored.Count; i++)
        {
            if (value.Spec.Versions.FindIndex(version => version.Name == stored[i]) < 0)
            {
                errors.InvalidText(path.Index(i), stored[i], "must appear in spec.versions");
            }
        }
    }

    /// <summary>Compiles the rules of all versions. A schema that is as it was has been accepted before, under the same limits.</summary>
    public static void ValidateRules(ErrorList errors, CustomResourceDefinition value, CustomResourceDefinition? old)
    {
        var versions = value.Spec.Versions;
        for (var i = 0; i < versions.Count; i++)
        {
            var schema = versions[i].Schema;
            if (schema?.OpenAPIV3Schema is { } root
                && (i == 0 || schema != versions[0].Schema)
                && old?.Spec.Versions.Any(version => version.Schema == schema) != true)
            {
                RuleChecks.Validate(errors, SchemaPath(value.Spec, i), root);
            }
        }
    }

    /// <summary>Where upstream places a schema: if all versions have the same, it stands once for all of them.</summary>
    private static FieldPath SchemaPath(CustomResourceDefinitionSpec spec, int version)
    {
        var first = spec.Versions[0].Schema;
        var parent = spec.Versions.All(other => other.Schema == first) ? Spec.Child("validation") : Spec.Child("versions").Index(version).Child("schema");
        return parent.Child("openAPIV3Schema");
    }

    private static void Group(ErrorList errors, string group)
    {
        if (group.Length == 0)
        {
            errors.Required(Spec.Child("group"), "");
            return;
        }

        NameChecks.Dns1123Subdomain(errors, Spec, "group", group);
        if (!group.Contains('.', StringComparison.Ordinal))
        {
            errors.InvalidText(Spec.Child("group"), group, "should be a domain with at least one dot");
        }
    }

    private static void KindNames(ErrorList errors, CustomResourceDefinitionNames names)
    {
        Label(errors, "plural", names.Plural);
        Label(errors, "singular", names.Singular);
        Label(errors, "kind", names.Kind.ToLowerInvariant());
        Label(errors, "listKind", names.ListKind.ToLowerInvariant());
        if (names.Kind.Length > 0 && names.Kind == names.ListKind)
        {
            errors.InvalidText(Names.Child("listKind"), names.ListKind, "kind and listKind may not be the same");
        }

        for (var i = 0; i < names.ShortNames.Count; i++)
        {
            if (!NameRules.IsDns1035Label(names.ShortNames[i]))
            {
                NameChecks.Report(errors, Names.Child("shortNames").Index(i), null, names.ShortNames[i], NameMessages.Dns1035Label(names.ShortNames[i]));
            }
        }

        Categories(errors, names);
    }

    private static void Label(ErrorList errors, string field, string name)
    {
        if (name.Length == 0)
        {
            errors.Required(Names.Child(field), "");
        }
        else if (!NameRules.IsDns1035Label(name))
        {
            NameChecks.Report(errors, Names, field, name, NameMessages.Dns1035Label(name));
        }
    }

    private static void Versions(ErrorList errors, CustomResourceDefinitionSpec spec)
    {
        var list = Spec.Child("versions");
        var stored = 0;
        var seen = new NameSet();
        for (var i = 0; i < spec.Versions.Count; i++)
        {
            var version = spec.Versions[i];
            stored += version.Storage ? 1 : 0;
            if (!NameRules.IsDns1035Label(version.Name))
            {
                NameChecks.Report(errors, list.Index(i), "name", version.Name, NameMessages.Dns1035Label(version.Name));
            }

            if (!seen.Add(version.Name))
            {
                errors.InvalidText(list, version.Name, "must contain unique version names");
            }

            if (version.Schema is null || i == 0 || version.Schema != spec.Versions[0].Schema)
            {
                Schema(errors, spec, i);
            }

            Version(errors, list.Index(i), version);
        }

        if (stored != 1)
        {
            errors.InvalidList(list, [.. spec.Versions.Select(version => version.Name)], "must have exactly one version marked as storage version");
        }
    }

    private static void Schema(ErrorList errors, CustomResourceDefinitionSpec spec, int version)
    {
        if (spec.Versions[version].Schema?.OpenAPIV3Schema is { } root)
        {
            SchemaChecks.Root(errors, SchemaPath(spec, version), root);
        }
        else
        {
            errors.Required(Spec.Child("versions").Index(version).Child("schema").Child("openAPIV3Schema"), "schemas are required");
        }
    }

    private static void Version(ErrorList errors, FieldPath path, CustomResourceDefinitionVersion version)
    {
        for (var i = 0; i < version.AdditionalPrinterColumns.Count; i++)
        {
            Column(errors, path.Child("additionalPrinterColumns").Index(i), version.AdditionalPrinterColumns[i]);
        }

        if (version.Subresources?.Scale is { } scale)
        {
            var place = path.Child("subresources").Child("scale");
            ScalePath(errors, place, "specReplicasPath", scale.SpecReplicasPath, ".spec.");
            ScalePath(errors, place, "statusReplicasPath", scale.StatusReplicasPath, ".status.");
            if (scale.LabelSelectorPath is { Length: > 0 } selector
                && (FieldQuery.Parse(selector) is null || !(selector.StartsWith(".spec.", StringComparison.Ordinal) || selector.StartsWith(".status.", StringComparison.Ordinal))))
            {
                errors.InvalidText(place.Child("labelSelectorPath"), selector, "should be a json path under either .spec or .status");
            }
        }

        SelectableFieldChecks.Validate(errors, path.Child("selectableFields"), version.SelectableFields, version.Schema?.OpenAPIV3Schema);
    }

    private static void Categories(ErrorList errors, CustomResourceDefinitionNames names)
    {
        for (var i = 0; i < names.Categories.Count; i++)
        {
            if (!NameRules.IsDns1035Label(names.Categories[i]))
            {
                NameChecks.Report(errors, Names.Child("categories").Index(i), null, names.Categories[i], NameMessages.Dns1035Label(names.Categories[i]));
            }
        }
    }

    private static void Column(ErrorList errors, FieldPath path, CustomResourceColumnDefinition column)
    {
        FieldChecks.Required(errors, path, "name", column.Name);
        FieldChecks.RequiredOneOf(errors, path, "type", column.Type, "boolean", "date", "integer", "number", "string");
        if (column.JSONPath.Length == 0)
        {
            errors.Required(path.Child("JSONPath"), "");
        }
        else if (FieldQuery.Parse(column.JSONPath) is null)
        {
            errors.InvalidText(path.Child("jsonPath"), column.JSONPath, "is an invalid JSONPath");
        }
    }

    private static void ScalePath(ErrorList errors, FieldPath parent, string field, string path, string prefix)
    {
        if (path.Length == 0)
        {
            errors.Required(parent.Child(field), "");
        }
        else if (!path.StartsWith(prefix, StringComparison.Ordinal) || FieldQuery.Parse(path) is null)
        {
            errors.InvalidText(parent.Child(field), path, $"should be a json path under {prefix.TrimEnd('.')}");
        }
    }
}
