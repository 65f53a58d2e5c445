using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Dispatches a volume to the check of its source, in upstream's order.</summary>
internal static class VolumeSourceChecks
{
    public static void Validate(ErrorList errors, FieldPath path, Volume v, ObjectMeta? podMeta)
    {
        var one = new OneVolumeType(errors, path);
        if (one.Take(v.EmptyDir, "emptyDir") && v.EmptyDir!.SizeLimit is { Sign: < 0 })
        {
            errors.Forbidden(path.Child("emptyDir").Child("sizeLimit"), "SizeLimit field must be a valid resource quantity");
        }

        if (one.Take(v.HostPath, "hostPath"))
        {
            CommonVolumeChecks.HostPath(errors, path, v.HostPath!);
        }

        RareVolumeChecks.Before(ref one, errors, path, v);
        if (one.Take(v.Secret, "secret"))
        {
            FileVolumeChecks.Secret(errors, path.Child("secret"), v.Secret!);
        }

        if (one.Take(v.NFS, "nfs"))
        {
            CommonVolumeChecks.Nfs(errors, path.Child("nfs"), v.NFS!);
        }

        RareVolumeChecks.Storage(ref one, errors, path, v);
        if (one.Take(v.PersistentVolumeClaim, "persistentVolumeClaim"))
        {
            FieldChecks.Required(errors, path.Child("persistentVolumeClaim"), "claimName", v.PersistentVolumeClaim!.ClaimName);
        }

        RareVolumeChecks.Network(ref one, errors, path, v);
        if (one.Take(v.DownwardAPI, "downwarAPI"))
        {
            FileVolumeChecks.DownwardApi(errors, path.Child("downwardAPI"), v.DownwardAPI!);
        }

        RareVolumeChecks.Drivers(ref one, errors, path, v);
        if (one.Take(v.ConfigMap, "configMap"))
        {
            FileVolumeChecks.ConfigMap(errors, path.Child("configMap"), v.ConfigMap!);
        }

        RareVolumeChecks.Cloud(ref one, errors, path, v);
        if (one.Take(v.Projected, "projected"))
        {
            ProjectedVolumeChecks.Validate(errors, path.Child("projected"), v.Projected!);
        }

        if (one.Take(v.ScaleIO, "scaleIO"))
        {
            RareVolumeChecks.ScaleIO(errors, path.Child("scaleIO"), v.ScaleIO!);
        }

        if (one.Take(v.CSI, "csi"))
        {
            CommonVolumeChecks.Csi(errors, path.Child("csi"), v.CSI!);
        }

        if (one.Take(v.Ephemeral, "ephemeral"))
        {
            CommonVolumeChecks.Ephemeral(errors, path, v, podMeta);
        }

        if (one.Take(v.Image, "image"))
        {
            CommonVolumeChecks.Image(errors, path.Child("image"), v.Image!, podMeta is not null);
        }

        if (!one.Found)
        {
            errors.Required(path, "must specify a volume type");
        }
    }
}
