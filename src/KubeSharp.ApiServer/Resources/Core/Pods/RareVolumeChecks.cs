using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Volume sources of particular storage systems, grouped by where upstream's order puts them.</summary>
internal static class RareVolumeChecks
{
    public static void Before(ref OneVolumeType one, ErrorList errors, FieldPath path, Volume v)
    {
        if (one.Take(v.GitRepo, "gitRepo"))
        {
            FieldChecks.Required(errors, path.Child("gitRepo"), "repository", v.GitRepo!.Repository);
            PathChecks.LocalDescending(errors, path.Child("gitRepo"), "directory", v.GitRepo.Directory);
        }

        if (one.Take(v.GCEPersistentDisk, "gcePersistentDisk"))
        {
            Disk(errors, path.Child("persistentDisk"), "pdName", v.GCEPersistentDisk!.PDName, v.GCEPersistentDisk.Partition);
        }

        if (one.Take(v.AWSElasticBlockStore, "awsElasticBlockStore"))
        {
            Disk(errors, path.Child("awsElasticBlockStore"), "volumeID", v.AWSElasticBlockStore!.VolumeID, v.AWSElasticBlockStore.Partition);
        }
    }

    public static void Storage(ref OneVolumeType one, ErrorList errors, FieldPath path, Volume v)
    {
        if (one.Take(v.ISCSI, "iscsi"))
        {
            var iscsi = v.ISCSI!;
            IscsiChecks.Validate(
                errors, path.Child("iscsi"), iscsi.TargetPortal, iscsi.IQN, iscsi.Lun, iscsi.InitiatorName,
                iscsi.SecretRef is null && (iscsi.DiscoveryCHAPAuth || iscsi.SessionCHAPAuth));
        }

        if (v.ISCSI is { InitiatorName: not null } named && v.Name.Length + named.TargetPortal.Length + 1 > 64)
        {
            errors.InvalidText(path.Child("name"), v.Name, IscsiChecks.TotalLength);
        }

        if (one.Take(v.Glusterfs, "glusterfs"))
        {
            FieldChecks.Required(errors, path.Child("glusterfs"), "endpoints", v.Glusterfs!.EndpointsName);
            FieldChecks.Required(errors, path.Child("glusterfs"), "path", v.Glusterfs.Path);
        }

        if (one.Take(v.Flocker, "flocker"))
        {
            Flocker(errors, path.Child("flocker"), v.Flocker!);
        }
    }

    public static void Network(ref OneVolumeType one, ErrorList errors, FieldPath path, Volume v)
    {
        if (one.Take(v.RBD, "rbd"))
        {
            Monitors(errors, path.Child("rbd"), v.RBD!.CephMonitors.Count);
            FieldChecks.Required(errors, path.Child("rbd"), "image", v.RBD.RBDImage);
        }

        if (one.Take(v.Cinder, "cinder"))
        {
            FieldChecks.Required(errors, path.Child("cinder"), "volumeID", v.Cinder!.VolumeID);
            if (v.Cinder.SecretRef is { Name.Length: 0 })
            {
                errors.Required(path.Child("cinder").Child("secretRef").Child("name"), "");
            }
        }

        if (one.Take(v.CephFS, "cephFS"))
        {
            Monitors(errors, path.Child("cephfs"), v.CephFS!.Monitors.Count);
        }

        if (one.Take(v.Quobyte, "quobyte"))
        {
            Quobyte(errors, path.Child("quobyte"), v.Quobyte!);
        }
    }

    public static void Drivers(ref OneVolumeType one, ErrorList errors, FieldPath path, Volume v)
    {
        if (one.Take(v.FC, "fc"))
        {
            FibreChannel(errors, path.Child("fc"), v.FC!);
        }

        if (one.Take(v.FlexVolume, "flexVolume"))
        {
            FieldChecks.Required(errors, path.Child("flexVolume"), "driver", v.FlexVolume!.Driver);
            foreach (var (key, _) in v.FlexVolume.Options)
            {
                var domain = "." + (key.IndexOf('/') is var slash and >= 0 ? key[..slash] : key).ToLowerInvariant();
                if (domain.EndsWith(".kubernetes.io", StringComparison.Ordinal) || domain.EndsWith(".k8s.io", StringComparison.Ordinal))
                {
                    errors.InvalidText(
                        path.Child("flexVolume").Child("options").Key(key), key, "kubernetes.io and k8s.io namespaces are reserved");
                }
            }
        }
    }

    public static void Cloud(ref OneVolumeType one, ErrorList errors, FieldPath path, Volume v)
    {
        if (one.Take(v.AzureFile, "azureFile"))
        {
            FieldChecks.Required(errors, path.Child("azureFile"), "secretName", v.AzureFile!.SecretName);
            FieldChecks.Required(errors, path.Child("azureFile"), "shareName", v.AzureFile.ShareName);
        }

        if (one.Take(v.VsphereVolume, "vsphereVolume"))
        {
            FieldChecks.Required(errors, path.Child("vsphereVolume"), "volumePath", v.VsphereVolume!.VolumePath);
        }

        if (one.Take(v.PhotonPersistentDisk, "photonPersistentDisk"))
        {
            FieldChecks.Required(errors, path.Child("photonPersistentDisk"), "pdID", v.PhotonPersistentDisk!.PdID);
        }

        if (one.Take(v.PortworxVolume, "portworxVolume"))
        {
            FieldChecks.Required(errors, path.Child("portworxVolume"), "volumeID", v.PortworxVolume!.VolumeID);
        }

        if (one.Take(v.AzureDisk, "azureDisk"))
        {
            AzureDisk(errors, path.Child("azureDisk"), v.AzureDisk!);
        }

        if (one.Take(v.StorageOS, "storageos"))
        {
            FieldChecks.Required(errors, path.Child("storageos"), "volumeName", v.StorageOS!.VolumeName);
        }
    }

    public static void ScaleIO(ErrorList errors, FieldPath path, ScaleIOVolumeSource source)
    {
        FieldChecks.Required(errors, path, "gateway", source.Gateway);
        FieldChecks.Required(errors, path, "system", source.System);
        FieldChecks.Required(errors, path, "volumeName", source.VolumeName);
    }

    private static void Disk(ErrorList errors, FieldPath path, string field, string name, int partition)
    {
        FieldChecks.Required(errors, path, field, name);
        if (partition is < 0 or > 255)
        {
            errors.InvalidNumber(path.Child("partition"), partition, NameMessages.Range(1, 255));
        }
    }

    private static void Monitors(ErrorList errors, FieldPath path, int count)
    {
        if (count == 0)
        {
            errors.Required(path.Child("monitors"), "");
        }
    }

    private static void Flocker(ErrorList errors, FieldPath path, FlockerVolumeSource source)
    {
        if (source.DatasetName.Length == 0 && source.DatasetUUID.Length == 0)
        {
            errors.Required(path, "one of datasetName and datasetUUID is required");
        }

        if (source.DatasetName.Length > 0 && source.DatasetUUID.Length > 0)
        {
            errors.InvalidText(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        }

        if (source.DatasetName.Contains('/'))
        {
            errors.InvalidText(path.Child("datasetName"), source.DatasetName, "must not contain '/'");
        }
    }

    private static void Quobyte(ErrorList errors, FieldPath path, QuobyteVolumeSource source)
    {
        const string Pairs = "must be a host:port pair or multiple pairs separated by commas";
        if (source.Registry.Length == 0)
        {
            errors.Required(path.Child("registry"), Pairs);
        }
        else if (source.Tenant.Length >= 65)
        {
            errors.Required(path.Child("tenant"), "must be a UUID and may not exceed a length of 64 characters");
        }
        else
        {
            foreach (var pair in source.Registry.Split(','))
            {
                if (!pair.Contains(':'))
                {
                    errors.InvalidText(path.Child("registry"), source.Registry, Pairs);
                }
            }
        }

        FieldChecks.Required(errors, path, "volume", source.Volume);
    }

    private static void FibreChannel(ErrorList errors, FieldPath path, FCVolumeSource source)
    {
        if (source.TargetWWNs.Count == 0 && source.WWIDs.Count == 0)
        {
            errors.Required(path.Child("targetWWNs"), "must specify either targetWWNs or wwids, but not both");
        }

        if (source.TargetWWNs.Count > 0 && source.WWIDs.Count > 0)
        {
            errors.InvalidList(path.Child("targetWWNs"), source.TargetWWNs, "targetWWNs and wwids can not be specified simultaneously");
        }

        if (source.TargetWWNs.Count == 0)
        {
            return;
        }

        if (source.Lun is not { } lun)
        {
            errors.Required(path.Child("lun"), "lun is required if targetWWNs is specified");
        }
        else
        {
            FieldChecks.InRange(errors, path, "lun", lun, 0, 255);
        }
    }

    private static void AzureDisk(ErrorList errors, FieldPath path, AzureDiskVolumeSource source)
    {
        FieldChecks.Required(errors, path, "diskName", source.DiskName);
        FieldChecks.Required(errors, path, "diskURI", source.DataDiskURI);
        if (source.CachingMode is { } caching)
        {
            FieldChecks.OneOf(errors, path, "cachingMode", caching, "None", "ReadOnly", "ReadWrite");
        }

        if (source.Kind is not { } kind)
        {
            return;
        }

        FieldChecks.OneOf(errors, path, "kind", kind, "Dedicated", "Managed", "Shared");
        if (kind == "Managed" && !source.DataDiskURI.StartsWith("/subscriptions/", StringComparison.Ordinal))
        {
            errors.NotSupportedText(
                path.Child("diskURI"),
                source.DataDiskURI,
                "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
        }
        else if (kind != "Managed" && !source.DataDiskURI.StartsWith("https://", StringComparison.Ordinal))
        {
            errors.NotSupportedText(
                path.Child("diskURI"), source.DataDiskURI, "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
        }
    }
}
