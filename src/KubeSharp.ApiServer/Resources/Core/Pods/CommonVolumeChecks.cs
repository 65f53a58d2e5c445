using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Storage;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Volume sources that need more than a required field.</summary>
internal static class CommonVolumeChecks
{
    public static void HostPath(ErrorList errors, FieldPath volume, HostPathVolumeSource source)
    {
        var path = volume.Child("hostPath");
        if (source.Path.Length == 0)
        {
            errors.Required(path.Child("path"), "");
            return;
        }

        PathChecks.NoBacksteps(errors, path, "path", source.Path);
        if (source.Type is { } type)
        {
            FieldChecks.OneOf(
                errors, path, "type", type,
                "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");
        }
    }

    public static void Nfs(ErrorList errors, FieldPath path, NFSVolumeSource source)
    {
        FieldChecks.Required(errors, path, "server", source.Server);
        FieldChecks.Required(errors, path, "path", source.Path);
        if (!source.Path.StartsWith('/'))
        {
            errors.InvalidText(path.Child("path"), source.Path, "must be an absolute path");
        }
    }

    public static void Csi(ErrorList errors, FieldPath path, CSIVolumeSource source)
    {
        CsiDriverNames.Check(errors, path, "driver", source.Driver);
        if (source.NodePublishSecretRef is { } secret)
        {
            if (secret.Name.Length == 0)
            {
                errors.Required(path.Child("nodePublishSecretRef").Child("name"), "");
            }
            else
            {
                NameChecks.Dns1123Subdomain(errors, path.Child("nodePublishSecretRef"), "name", secret.Name);
            }
        }
    }

    public static void Ephemeral(ErrorList errors, FieldPath volume, Volume v, ObjectMeta? podMeta)
    {
        var path = volume.Child("ephemeral");
        if (v.Ephemeral!.VolumeClaimTemplate is not { } template)
        {
            errors.Required(path.Child("volumeClaimTemplate"), "");
        }
        else
        {
            var templatePath = path.Child("volumeClaimTemplate");
            LabelChecks.Labels(errors, templatePath.Child("metadata"), "labels", template.Metadata.Labels);
            LabelChecks.Annotations(errors, templatePath.Child("metadata"), "annotations", template.Metadata.Annotations);
            PersistentVolumeClaimSpecChecks.Validate(errors, templatePath.Child("spec"), template.Spec);
        }

        if (podMeta is { Name.Length: > 0 } && v.Name.Length > 0)
        {
            var claim = podMeta.Name + "-" + v.Name;
            foreach (var message in ObjectNames.IsValid(claim, NameRule.Subdomain) ? [] : ObjectNames.Messages(claim, NameRule.Subdomain))
            {
                errors.InvalidText(volume.Child("name"), v.Name, $"PVC name {ErrorList.Quote(claim)}: {message}");
            }
        }
    }

    public static void Image(ErrorList errors, FieldPath path, ImageVolumeSource source, bool isPod)
    {
        if (isPod && source.Reference.Length == 0)
        {
            errors.Required(path.Child("reference"), "");
        }

        if (source.Reference.Trim() != source.Reference)
        {
            errors.InvalidText(path.Child("reference"), source.Reference, "must not have leading or trailing whitespace");
        }

        FieldChecks.RequiredOneOf(errors, path, "pullPolicy", source.PullPolicy, "Always", "IfNotPresent", "Never");
    }
}
