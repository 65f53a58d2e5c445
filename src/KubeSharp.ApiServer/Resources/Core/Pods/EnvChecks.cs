using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Environment variables and their sources.</summary>
internal static class EnvChecks
{
    public static void Variables(ErrorList errors, FieldPath container, ApiList<EnvVar> variables, PodSpecContext pod)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            var variable = variables[i];
            if (variable.Name.Length == 0)
            {
                errors.Required(container.Child("env").Index(i).Child("name"), "");
            }
            else if (!NameRules.IsEnvVarName(variable.Name))
            {
                NameChecks.EnvVarName(errors, container.Child("env").Index(i), "name", variable.Name);
            }

            if (variable.ValueFrom is { } source)
            {
                Source(errors, container.Child("env").Index(i).Child("valueFrom"), source, variable.Value, pod);
            }
        }
    }

    public static void From(ErrorList errors, FieldPath container, ApiList<EnvFromSource> sources)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            var list = container.Child("envFrom");
            var path = list.Index(i);
            if (source.Prefix.Length > 0)
            {
                NameChecks.EnvVarName(errors, path, "prefix", source.Prefix);
            }

            Reference(errors, path, "configMapRef", source.ConfigMapRef?.Name);
            Reference(errors, path, "secretRef", source.SecretRef?.Name);
            if (source.ConfigMapRef is null && source.SecretRef is null)
            {
                errors.InvalidText(list, "", "must specify one of: `configMapRef` or `secretRef`");
            }
            else if (source.ConfigMapRef is not null && source.SecretRef is not null)
            {
                errors.InvalidText(list, "", "may not have more than one field specified at a time");
            }
        }
    }

    private static void Reference(ErrorList errors, FieldPath path, string field, string? name)
    {
        if (name is { Length: 0 })
        {
            errors.Required(path.Child(field).Child("name"), "");
        }
        else if (name is not null)
        {
            NameChecks.Dns1123Subdomain(errors, path.Child(field), "name", name);
        }
    }

    private static void Source(ErrorList errors, FieldPath path, EnvVarSource source, string value, PodSpecContext pod)
    {
        var count = 0;
        if (source.FieldRef is { } field)
        {
            count++;
            DownwardApiChecks.Field(errors, path.Child("fieldRef"), field, volume: false);
        }

        if (source.ResourceFieldRef is { } resource)
        {
            count++;
            DownwardApiChecks.Resource(errors, path.Child("resourceFieldRef"), resource, volume: false);
        }

        if (source.ConfigMapKeyRef is { } configMap)
        {
            count++;
            Key(errors, path.Child("configMapKeyRef"), configMap.Name, configMap.Key);
        }

        if (source.SecretKeyRef is { } secret)
        {
            count++;
            Key(errors, path.Child("secretKeyRef"), secret.Name, secret.Key);
        }

        if (source.FileKeyRef is { } file)
        {
            count++;
            FileKey(errors, path.Child("fileKeyRef"), file, pod);
        }

        if (count == 0)
        {
            errors.InvalidText(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        }
        else if (value.Length > 0)
        {
            errors.InvalidText(path, "", "may not be specified when `value` is not empty");
        }
        else if (count > 1)
        {
            errors.InvalidText(path, "", "may not have more than one field specified at a time");
        }
    }

    private static void Key(ErrorList errors, FieldPath path, string name, string key)
    {
        NameChecks.Dns1123Subdomain(errors, path, "name", name);
        if (key.Length == 0)
        {
            errors.Required(path.Child("key"), "");
        }
        else
        {
            NameChecks.ConfigKey(errors, path, "key", key);
        }
    }

    private static void FileKey(ErrorList errors, FieldPath path, FileKeySelector file, PodSpecContext pod)
    {
        if (file.Key.Length == 0)
        {
            errors.Required(path.Child("key"), "");
        }
        else
        {
            NameChecks.EnvVarName(errors, path, "key", file.Key);
        }

        if (file.VolumeName.Length == 0)
        {
            errors.Required(path.Child("volumeName"), "");
        }
        else if (pod.FindVolume(file.VolumeName) is not { } volume)
        {
            errors.NotFoundText(path.Child("volumeName"), file.VolumeName);
        }
        else if (volume.EmptyDir is null)
        {
            errors.InvalidText(path.Child("volumeName"), file.VolumeName, "referenced volume must be of type emptyDir");
        }

        if (file.Path.Length == 0)
        {
            errors.Required(path.Child("path"), "");
        }
        else
        {
            PathChecks.LocalNonReserved(errors, path, "path", file.Path);
        }
    }
}
