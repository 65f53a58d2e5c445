using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>The spec of a persistent volume.</summary>
internal static class PersistentVolumeSpecChecks
{
    public static void Validate(ErrorList errors, FieldPath path, PersistentVolumeSpec spec)
    {
        if (spec.AccessModes.Count == 0)
        {
            errors.Required(path.Child("accessModes"), "");
        }

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

        Capacity(errors, path.Child("capacity"), spec);
        if (spec.PersistentVolumeReclaimPolicy.Length > 0)
        {
            FieldChecks.OneOf(errors, path, "persistentVolumeReclaimPolicy", spec.PersistentVolumeReclaimPolicy, "Delete", "Recycle", "Retain");
        }

        if (spec.NodeAffinity is { } affinity)
        {
            if (affinity.Required is { } required)
            {
                NodeSelectorChecks.Validate(errors, path.Child("nodeAffinity").Child("required"), required);
            }
            else
            {
                errors.Required(path.Child("nodeAffinity").Child("required"), "must specify required node constraints");
            }
        }

        Source(errors, path, spec);
        if (spec.HostPath is { } hostPath && hostPath.Path.TrimEnd('/').Length == 0 && spec.PersistentVolumeReclaimPolicy == "Recycle")
        {
            errors.Forbidden(path.Child("persistentVolumeReclaimPolicy"), "may not be 'recycle' for a hostPath mount of '/'");
        }

        if (spec.StorageClassName.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, path, "storageClassName", spec.StorageClassName);
        }

        if (spec.VolumeMode is { } volumeMode)
        {
            FieldChecks.OneOf(errors, path, "volumeMode", volumeMode, "Block", "Filesystem");
        }

        if (spec.VolumeAttributesClassName is { } attributesClass)
        {
            AttributesClass(errors, path, spec, attributesClass);
        }
    }

    public static void ValidateUpdate(ErrorList errors, PersistentVolumeSpec spec, PersistentVolumeSpec old)
    {
        if (SourceOnly(spec, old) != SourceOnly(old, old))
        {
            errors.Forbidden(
                FieldPath.Root("spec").Child("persistentvolumesource"), "spec.persistentvolumesource is immutable after creation\n");
        }

        if (spec.VolumeMode != old.VolumeMode)
        {
            errors.InvalidText(FieldPath.Root("volumeMode"), spec.VolumeMode, FieldChecks.Immutable);
        }

        if (old.NodeAffinity is not null && spec.NodeAffinity != old.NodeAffinity)
        {
            errors.Invalid(FieldPath.Root("nodeAffinity"), "[node affinity]", FieldChecks.Immutable);
        }

        if (old.VolumeAttributesClassName is not null && spec.VolumeAttributesClassName is null)
        {
            errors.Forbidden(FieldPath.Root("spec").Child("volumeAttributesClassName"), "update from non-nil value to nil is forbidden");
        }
    }

    /// <summary>The spec with everything but the volume's source made equal; a secret for expansion may be added later.</summary>
    private static PersistentVolumeSpec SourceOnly(PersistentVolumeSpec spec, PersistentVolumeSpec old) => spec with
    {
        Capacity = default,
        AccessModes = default,
        ClaimRef = null,
        PersistentVolumeReclaimPolicy = "",
        StorageClassName = "",
        MountOptions = default,
        VolumeMode = null,
        NodeAffinity = null,
        VolumeAttributesClassName = null,
        CSI = spec.CSI is { } csi && old.CSI is { ControllerExpandSecretRef: null } ? csi with { ControllerExpandSecretRef = null } : spec.CSI,
    };

    private static void Capacity(ErrorList errors, FieldPath path, PersistentVolumeSpec spec)
    {
        if (spec.Capacity.Count == 0)
        {
            errors.Required(path, "");
        }

        if (!spec.Capacity.ContainsKey(ResourceNames.Storage) || spec.Capacity.Count > 1)
        {
            errors.NotSupported(path, ValueText.List([.. spec.Capacity.Keys]), ResourceNames.Storage);
        }

        foreach (var (name, amount) in spec.Capacity)
        {
            if (amount.Sign < 0)
            {
                errors.InvalidNumber(path.Key(name), amount.Value, "must be a valid resource quantity");
            }

            if (amount.Sign <= 0)
            {
                errors.InvalidText(path.Key(name), amount.ToString(), FieldChecks.NotPositive);
            }
        }
    }

    private static void Source(ErrorList errors, FieldPath path, PersistentVolumeSpec spec)
    {
        var one = new OneVolumeType(errors, path);
        if (one.Take(spec.HostPath, "hostPath"))
        {
            CommonVolumeChecks.HostPath(errors, path, spec.HostPath!);
        }

        one.Take(spec.GCEPersistentDisk, "gcePersistentDisk");
        one.Take(spec.AWSElasticBlockStore, "awsElasticBlockStore");
        one.Take(spec.Glusterfs, "glusterfs");
        one.Take(spec.Flocker, "flocker");
        if (one.Take(spec.NFS, "nfs"))
        {
            CommonVolumeChecks.Nfs(errors, path.Child("nfs"), spec.NFS!);
        }

        one.Take(spec.RBD, "rbd");
        one.Take(spec.Quobyte, "quobyte");
        one.Take(spec.CephFS, "cephFS");
        if (one.Take(spec.ISCSI, "iscsi"))
        {
            var iscsi = spec.ISCSI!;
            IscsiChecks.Validate(
                errors, path.Child("iscsi"), iscsi.TargetPortal, iscsi.IQN, iscsi.Lun, iscsi.InitiatorName,
                iscsi.SecretRef is null && (iscsi.DiscoveryCHAPAuth || iscsi.SessionCHAPAuth));
        }

        one.Take(spec.Cinder, "cinder");
        one.Take(spec.FC, "fc");
        one.Take(spec.FlexVolume, "flexVolume");
        one.Take(spec.AzureFile, "azureFile");
        one.Take(spec.VsphereVolume, "vsphereVolume");
        one.Take(spec.PhotonPersistentDisk, "photonPersistentDisk");
        one.Take(spec.PortworxVolume, "portworxVolume");
        one.Take(spec.AzureDisk, "azureDisk");
        one.Take(spec.ScaleIO, "scaleIO");
        if (one.Take(spec.Local, "local"))
        {
            Local(errors, path, spec);
        }

        one.Take(spec.StorageOS, "storageos");
        if (one.Take(spec.CSI, "csi"))
        {
            Csi(errors, path.Child("csi"), spec.CSI!);
        }

        if (!one.Found)
        {
            errors.Required(path, "must specify a volume type");
        }
    }

    private static void Local(ErrorList errors, FieldPath path, PersistentVolumeSpec spec)
    {
        var local = path.Child("local");
        if (spec.Local!.Path.Length == 0)
        {
            errors.Required(local.Child("path"), "");
        }
        else
        {
            PathChecks.NoBacksteps(errors, local, "path", spec.Local.Path);
        }

        if (spec.NodeAffinity is null)
        {
            errors.Required(path.Child("nodeAffinity"), "Local volume requires node affinity");
        }
    }

    private static void Csi(ErrorList errors, FieldPath path, CSIPersistentVolumeSource source)
    {
        CsiDriverNames.Check(errors, path, "driver", source.Driver);
        FieldChecks.Required(errors, path, "volumeHandle", source.VolumeHandle);
        Secret(errors, path, "controllerPublishSecretRef", source.ControllerPublishSecretRef);
        Secret(errors, path, "controllerExpandSecretRef", source.ControllerExpandSecretRef);
        Secret(errors, path, "nodePublishSecretRef", source.NodePublishSecretRef);
        Secret(errors, path, "nodeExpandSecretRef", source.NodeExpandSecretRef);
        Secret(errors, path, "nodeStageSecretRef", source.NodeStageSecretRef);
    }

    private static void Secret(ErrorList errors, FieldPath path, string field, SecretReference? secret)
    {
        if (secret is not null)
        {
            FieldChecks.Required(errors, path.Child(field), "name", secret.Name);
            FieldChecks.Required(errors, path.Child(field), "namespace", secret.Namespace);
        }
    }

    private static void AttributesClass(ErrorList errors, FieldPath path, PersistentVolumeSpec spec, string name)
    {
        if (name.Length == 0)
        {
            errors.Required(path.Child("volumeAttributesClassName"), "an empty string is disallowed");
        }
        else
        {
            NameChecks.Dns1123Subdomain(errors, path, "volumeAttributesClassName", name);
        }

        if (spec.CSI is null)
        {
            errors.Required(path.Child("csi"), "has to be specified when using volumeAttributesClassName");
        }
    }
}
