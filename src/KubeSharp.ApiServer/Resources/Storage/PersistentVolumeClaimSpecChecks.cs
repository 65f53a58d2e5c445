using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>The spec of a claim, in a claim, a StatefulSet's template or an ephemeral volume.</summary>
internal static class PersistentVolumeClaimSpecChecks
{
    public static void Validate(ErrorList errors, FieldPath path, PersistentVolumeClaimSpec spec)
    {
        if (spec.AccessModes.Count == 0)
        {
            errors.Required(path.Child("accessModes"), "at least 1 access mode is required");
        }

        LabelSelectorChecks.Validate(errors, path, "selector", spec.Selector);
        var single = false;
        var other = false;
        foreach (var mode in spec.AccessModes)
        {
            FieldChecks.OneOf(errors, path, "accessModes", mode, "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
            single |= mode == "ReadWriteOncePod";
            other |= mode is "ReadOnlyMany" or "ReadWriteMany" or "ReadWriteOnce";
        }

        if (single && other)
        {
            errors.Forbidden(path.Child("accessModes"), "may not use ReadWriteOncePod with other access modes");
        }

        Size(errors, path, spec);
        if (spec.StorageClassName is { Length: > 0 } storageClass)
        {
            NameChecks.Dns1123Subdomain(errors, path, "storageClassName", storageClass);
        }

        if (spec.VolumeMode is { } volumeMode)
        {
            FieldChecks.OneOf(errors, path, "volumeMode", volumeMode, "Block", "Filesystem");
        }

        DataSources(errors, path, spec);
        if (spec.VolumeAttributesClassName is { Length: > 0 } attributesClass)
        {
            NameChecks.Dns1123Subdomain(errors, path, "volumeAttributesClassName", attributesClass);
        }
    }

    private static void Size(ErrorList errors, FieldPath path, PersistentVolumeClaimSpec spec)
    {
        var resources = path.Child("resources");
        if (!spec.Resources.Requests.TryGetValue(ResourceNames.Storage, out var size))
        {
            errors.Required(resources.Key(ResourceNames.Storage), "");
        }
        else if (size.Sign <= 0)
        {
            errors.InvalidText(resources.Key(ResourceNames.Storage), size.ToString(), FieldChecks.NotPositive);
        }
    }

    private static void DataSources(ErrorList errors, FieldPath path, PersistentVolumeClaimSpec spec)
    {
        if (spec.DataSource is { } source)
        {
            DataSource(errors, path.Child("dataSource"), source.Name, source.Kind, source.APIGroup ?? "");
        }

        if (spec.DataSourceRef is not { } reference)
        {
            return;
        }

        DataSource(errors, path.Child("dataSourceRef"), reference.Name, reference.Kind, reference.APIGroup ?? "");
        if (reference.Namespace is { Length: > 0 } space)
        {
            NameChecks.Dns1123Label(errors, path.Child("dataSourceRef"), "namespace", space);
            if (spec.DataSource is not null)
            {
                errors.Invalid(path, path.Child("dataSource").ToString(), "may not be specified when dataSourceRef.namespace is specified");
            }
        }
        else if (spec.DataSource is { } old &&
            (old.APIGroup != reference.APIGroup || old.Kind != reference.Kind || old.Name != reference.Name))
        {
            errors.Invalid(path, path.Child("dataSource").ToString(), "must match dataSourceRef");
        }
    }

    private static void DataSource(ErrorList errors, FieldPath path, string name, string kind, string group)
    {
        FieldChecks.Required(errors, path, "name", name);
        FieldChecks.Required(errors, path, "kind", kind);
        if (group.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, path, "apiGroup", group);
        }
        else if (kind != "PersistentVolumeClaim")
        {
            errors.InvalidText(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
        }
    }
}
