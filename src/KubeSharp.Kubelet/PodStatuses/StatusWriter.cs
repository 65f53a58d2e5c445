using System.Collections.Concurrent;
using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.WorkQueues;
using KubeSharp.Kubelet.Pods;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.PodStatuses;

/// <summary>
/// Writes pod statuses to the API server: at once, only what changed, one request at a time for each pod. Deletes a pod's object when
/// everything of it is gone from the node.
/// </summary>
internal sealed partial class StatusWriter(KubeClient client, TimeProvider time, ILogger<StatusWriter> logger) : IPodStatusSink, IDisposable
{
    private const int Writers = 8;

    /// <summary>
    /// How long the word that a new spec has been seen may wait to go with other news, which mostly follow. Written at once it would hit
    /// whoever changed the spec and is about to write the status that he has read.
    /// </summary>
    private static readonly TimeSpan ObservedGenerationDelay = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly WorkQueue<string> _queue = new("kubelet_pod_status", time);

    public void Set(string uid, Pod? api, PodStatus status, bool finished)
    {
        if (api is null)
        {
            return;
        }
        var entry = _entries.AddOrUpdate(
            uid,
            static (_, next) => next,
            static (_, known, next) => known.ApiUid == next.ApiUid ? next with { Written = known.Written, WrittenVersion = known.WrittenVersion, Finished = known.Finished || next.Finished } : next,
            new Entry(api, status, null, 0, finished));
        if (!entry.Finished && IsObservedGenerationAlone(entry.Before, status))
        {
            _queue.AddAfter(uid, ObservedGenerationDelay);
        }
        else
        {
            _queue.Add(uid);
        }
    }

    public void Forget(string uid) => _entries.TryRemove(uid, out _);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(static state => ((WorkQueue<string>)state!).ShutDown(), _queue);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteLoopAsync(cancellationToken))).ConfigureAwait(false);
    }

    public void Dispose() => _queue.Dispose();

    private async Task WriteLoopAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            bool taken;
            string uid;
            try
            {
                (taken, uid) = await _queue.TakeAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            if (!taken)
            {
                return;
            }
            try
            {
                await WriteAsync(uid, cancellationToken).ConfigureAwait(false);
                _queue.Forget(uid);
            }
            catch (Exception exception) when (exception is ApiException or HttpRequestException or IOException)
            {
                LogFailed(uid, exception.Message);
                _queue.AddRateLimited(uid);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                _queue.Done(uid);
            }
        }
    }

    private async Task WriteAsync(string uid, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(uid, out var entry))
        {
            return;
        }
        var metadata = entry.Api.Metadata;
        try
        {
            if (StatusPatch.Between(metadata.UID, entry.Before, entry.Status) is { } patch)
            {
                var answer = await client
                    .PatchAsync<Pod>(metadata.Namespace, metadata.Name, PatchType.Strategic, patch, "status", cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
                Written(uid, entry, Version(answer));
            }
            if (entry.Finished && metadata.DeletionTimestamp is not null && !entry.IsMirror)
            {
                await client.DeleteAsync<Pod>(
                    metadata.Namespace,
                    metadata.Name,
                    new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new KubeSharp.Api.Meta.V1.Preconditions { UID = metadata.UID } },
                    cancellationToken).ConfigureAwait(false);
                LogDeleted(metadata.Namespace, metadata.Name);
            }
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // The pod is gone, or another one has its name.
            LogGone(metadata.Namespace, metadata.Name);
        }
    }

    /// <summary>Notes what the server has, unless the object was replaced meanwhile.</summary>
    private void Written(string uid, Entry entry, long version)
    {
        while (_entries.TryGetValue(uid, out var current) && current.ApiUid == entry.ApiUid)
        {
            if (_entries.TryUpdate(uid, current with { Written = entry.Status, WrittenVersion = version }, current))
            {
                return;
            }
        }
    }

    private static bool IsObservedGenerationAlone(PodStatus before, PodStatus after) =>
        before.ObservedGeneration != after.ObservedGeneration && Unnumbered(before) == Unnumbered(after);

    private static PodStatus Unnumbered(PodStatus status) => status with
    {
        ObservedGeneration = 0,
        Conditions = [.. status.Conditions.Select(static condition => condition with { ObservedGeneration = 0 })],
    };

    private static long Version(Pod pod) =>
        long.TryParse(pod.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <param name="Api">The pod's object.</param>
    /// <param name="Status">What it should have.</param>
    /// <param name="Written">What was written last; null before the first time.</param>
    /// <param name="WrittenVersion">The resource version that write got.</param>
    /// <param name="Finished">Whether a deleted pod's object may go.</param>
    private sealed record Entry(Pod Api, PodStatus Status, PodStatus? Written, long WrittenVersion, bool Finished)
    {
        public string ApiUid => Api.Metadata.UID;

        public bool IsMirror => Api.IsMirror();

        /// <summary>What the server has. What somebody else wrote after us counts.</summary>
        public PodStatus Before => Written is { } own && WrittenVersion >= Version(Api) ? own : Api.Status;
    }
}
