using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Volumes that show API data as files.</summary>
internal static class FileVolumeChecks
{
    public static void Secret(ErrorList errors, FieldPath path, SecretVolumeSource source)
    {
        FieldChecks.Required(errors, path, "secretName", source.SecretName);
        PathChecks.FileMode(errors, path, "defaultMode", source.DefaultMode);
        Items(errors, path, source.Items);
    }

    public static void ConfigMap(ErrorList errors, FieldPath path, ConfigMapVolumeSource source)
    {
        FieldChecks.Required(errors, path, "name", source.Name);
        PathChecks.FileMode(errors, path, "defaultMode", source.DefaultMode);
        Items(errors, path, source.Items);
    }

    public static void DownwardApi(ErrorList errors, FieldPath path, DownwardAPIVolumeSource source)
    {
        PathChecks.FileMode(errors, path, "defaultMode", source.DefaultMode);
        foreach (var file in source.Items)
        {
            DownwardFile(errors, path, file);
        }
    }

    public static void Items(ErrorList errors, FieldPath path, ApiList<KeyToPath> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            Item(errors, path.Child("items").Index(i), items[i]);
        }
    }

    public static void DownwardFile(ErrorList errors, FieldPath path, DownwardAPIVolumeFile file)
    {
        FieldChecks.Required(errors, path, "path", file.Path);
        PathChecks.LocalNonReserved(errors, path, "path", file.Path);
        if (file.FieldRef is { } field)
        {
            DownwardApiChecks.Field(errors, path.Child("fieldRef"), field, volume: true);
            if (file.ResourceFieldRef is not null)
            {
                errors.InvalidText(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
        }
        else if (file.ResourceFieldRef is { } resource)
        {
            DownwardApiChecks.Resource(errors, path.Child("resourceFieldRef"), resource, volume: true);
        }
        else
        {
            errors.Required(path, "one of fieldRef and resourceFieldRef is required");
        }

        PathChecks.FileMode(errors, path, "mode", file.Mode);
    }

    private static void Item(ErrorList errors, FieldPath path, KeyToPath item)
    {
        FieldChecks.Required(errors, path, "key", item.Key);
        FieldChecks.Required(errors, path, "path", item.Path);
        PathChecks.LocalNonReserved(errors, path, "path", item.Path);
        PathChecks.FileMode(errors, path, "mode", item.Mode);
    }
}
