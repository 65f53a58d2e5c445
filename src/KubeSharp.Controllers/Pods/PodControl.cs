using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Controllers.Ownership;

namespace KubeSharp.Controllers.Pods;

/// <summary>Creates and deletes pods on behalf of controller objects, and says so in events.</summary>
internal sealed class PodControl(KubeClient client, IEventRecorder events)
{
    public async ValueTask<Pod> CreateAsync(Pod pod, ApiObject owner, CancellationToken cancellationToken)
    {
        try
        {
            var created = await client.CreateAsync(pod, cancellationToken: cancellationToken).ConfigureAwait(false);
            events.Record(owner, "Normal", "SuccessfulCreate", $"Created pod: {created.Metadata.Name}");
            return created;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (failure is not ApiException refused || !refused.IsNamespaceTerminating())
            {
                events.Record(owner, "Warning", "FailedCreate", $"Error creating: {failure.Message}");
            }

            throw;
        }
    }

    /// <summary>Deletes the pod; that it is gone already is no failure.</summary>
    public async ValueTask DeleteAsync(Pod pod, ApiObject owner, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteAsync<Pod>(
                pod.Metadata.Namespace,
                pod.Metadata.Name,
                Deletions.Exactly(pod),
                cancellationToken).ConfigureAwait(false);
            events.Record(owner, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}");
        }
        catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // Deleted, or deleted and made again, by somebody else.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            events.Record(owner, "Warning", "FailedDelete", $"Error deleting: {failure.Message}");
            throw;
        }
    }
}
