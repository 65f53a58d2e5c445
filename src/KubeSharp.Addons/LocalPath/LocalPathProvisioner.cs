using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Client.WorkQueues;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.LocalPath;

/// <summary>
/// Gives claims directories of this node as volumes, so that a bare cluster has storage. A claim is served when the scheduler has
/// selected this node for it; a released volume goes with its directory if its reclaim policy is Delete. Sizes are not enforced.
/// </summary>
public sealed partial class LocalPathProvisioner(LocalPathOptions options, KubeClient client, ILoggerFactory loggers, TimeProvider time)
{
    private static readonly TimeSpan ClassRetry = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = loggers.CreateLogger<LocalPathProvisioner>();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var factory = new InformerFactory(client, loggers, time);
        var events = new EventRecorder(client, new EventSource { Component = LocalVolumes.Provisioner, Host = options.NodeName }, time, _logger);
        var queue = new WorkQueue<(bool IsClaim, NamespacedName Name)>("local-path", time);
        var claims = factory.Get<PersistentVolumeClaim>();
        var volumes = factory.Get<PersistentVolume>();
        var classes = factory.Get<StorageClass>();
        claims.AddHandler(new InformerHandler<PersistentVolumeClaim>
        {
            Added = claim => queue.Add((true, NamespacedName.Of(claim))),
            Updated = (_, claim) => queue.Add((true, NamespacedName.Of(claim))),
        });
        volumes.AddHandler(new InformerHandler<PersistentVolume>
        {
            Added = volume => queue.Add((false, NamespacedName.Of(volume))),
            Updated = (_, volume) => queue.Add((false, NamespacedName.Of(volume))),
        });
        try
        {
            factory.Start();
            await factory.WaitForSyncAsync(cancellationToken);
            await EnsureClassAsync(cancellationToken);
            await Task.WhenAll(
                events.RunAsync(cancellationToken),
                QueueWorkers.RunAsync(queue, 2, ReconcileAsync, _logger, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end; the volumes stay.
        }

        ValueTask ReconcileAsync((bool IsClaim, NamespacedName Name) key, CancellationToken token) => key.IsClaim
            ? claims.Store.Get(key.Name) is { } claim ? ProvisionAsync(claim, classes.Store, events, token) : default
            : volumes.Store.Get(key.Name) is { } volume ? ReclaimAsync(volume, events, token) : default;
    }

    /// <summary>Makes the default class. One of the same name that is there already is left as it is.</summary>
    private async Task EnsureClassAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await client.FindAsync<StorageClass>("", options.StorageClassName, cancellationToken) is null)
                {
                    await client.CreateAsync(LocalVolumes.Class(options.StorageClassName), null, cancellationToken);
                }

                return;
            }
            catch (ApiException exists) when (exists.IsAlreadyExists)
            {
                return;
            }
            catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException)
            {
                LogClassFailed(_logger, options.StorageClassName, failure.Message);
                await Task.Delay(ClassRetry, time, cancellationToken);
            }
        }
    }

    private async ValueTask ProvisionAsync(PersistentVolumeClaim claim, Store<StorageClass> classes, EventRecorder events, CancellationToken cancellationToken)
    {
        if (!IsAskedOfUs(claim, classes, out var storageClass))
        {
            return;
        }

        if (claim.Spec.VolumeMode == PersistentVolumeMode.PersistentVolumeBlock)
        {
            events.Record(claim, Constants.EventTypeWarning, "ProvisioningFailed", $"storage class \"{storageClass.Metadata.Name}\" offers directories, no block devices");
            return;
        }

        var directory = LocalVolumes.DirectoryFor(claim, options.Directory);
        Directory.CreateDirectory(directory);

        // Pods of any user may write, as everywhere where the kubelet does not set ownership.
        const UnixFileMode everybody = (UnixFileMode)0b111_111_111;
        File.SetUnixFileMode(directory, everybody);
        try
        {
            await client.CreateAsync(LocalVolumes.Volume(claim, storageClass, options), null, cancellationToken);
        }
        catch (ApiException exists) when (exists.IsAlreadyExists)
        {
            return;
        }

        var name = LocalVolumes.NameFor(claim);
        events.Record(claim, Constants.EventTypeNormal, "ProvisioningSucceeded", $"Successfully provisioned volume {name}");
        LogMade(_logger, name, NamespacedName.Of(claim).ToString(), directory);
    }

    /// <summary>
    /// Whether this instance has to make the claim's volume: its class is one of ours, and the scheduler selected this node. A class that binds
    /// at once selects no node; then any instance may serve it, and the first wins.
    /// </summary>
    private bool IsAskedOfUs(PersistentVolumeClaim claim, Store<StorageClass> classes, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out StorageClass? storageClass)
    {
        storageClass = claim.Spec is { VolumeName: "", StorageClassName: { Length: > 0 } name } ? classes.Get("", name) : null;
        if (storageClass?.Provisioner != LocalVolumes.Provisioner || claim.Metadata.DeletionTimestamp is not null)
        {
            return false;
        }

        return claim.Metadata.Annotations.TryGetValue(LocalVolumes.SelectedNode, out var node)
            ? node == options.NodeName
            : storageClass.VolumeBindingMode != "WaitForFirstConsumer";
    }

    private async ValueTask ReclaimAsync(PersistentVolume volume, EventRecorder events, CancellationToken cancellationToken)
    {
        if (volume.Status.Phase != PersistentVolumePhase.VolumeReleased
            || volume.Spec.PersistentVolumeReclaimPolicy != PersistentVolumeReclaimPolicy.PersistentVolumeReclaimDelete
            || !LocalVolumes.IsHere(volume, options.NodeName)
            || volume.Spec.Local?.Path is not { Length: > 0 } directory)
        {
            return;
        }

        if (Path.GetDirectoryName(Path.GetFullPath(directory)) != Path.GetFullPath(options.Directory).TrimEnd('/'))
        {
            LogForeign(_logger, volume.Metadata.Name, directory, options.Directory);
            return;
        }

        try
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }

            await client.DeleteAsync<PersistentVolume>("", volume.Metadata.Name, null, cancellationToken);
            LogDeleted(_logger, volume.Metadata.Name, directory);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Somebody else was faster.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            events.Record(volume, Constants.EventTypeWarning, "VolumeFailedDelete", failure.Message);
            throw;
        }
    }
}
