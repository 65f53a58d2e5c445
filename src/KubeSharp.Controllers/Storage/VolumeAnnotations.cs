namespace KubeSharp.Controllers.Storage;

/// <summary>Annotations through which the binder, the scheduler and provisioners talk about volumes and claims.</summary>
internal static class VolumeAnnotations
{
    /// <summary>On a claim: its binding has been completed once.</summary>
    public const string BindCompleted = "pv.kubernetes.io/bind-completed";

    /// <summary>On either: the other side was set by the binder, not by a user, and may be unset by it.</summary>
    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";

    /// <summary>On a volume: the provisioner that made it and that has to delete it.</summary>
    public const string ProvisionedBy = "pv.kubernetes.io/provisioned-by";

    /// <summary>On a claim: the node that the scheduler wants the volume for.</summary>
    public const string SelectedNode = "volume.kubernetes.io/selected-node";

    /// <summary>On a claim: the provisioner that has to make its volume.</summary>
    public const string Provisioner = "volume.kubernetes.io/storage-provisioner";

    /// <summary>The older name of <see cref="Provisioner"/>, which some provisioners still look for.</summary>
    public const string BetaProvisioner = "volume.beta.kubernetes.io/storage-provisioner";

    /// <summary>The name of the class, from before there was a field for it.</summary>
    public const string BetaStorageClass = "volume.beta.kubernetes.io/storage-class";
}
