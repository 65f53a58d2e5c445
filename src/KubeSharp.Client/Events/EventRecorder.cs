using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Client.Events;

/// <summary>Writes core/v1 Events of one source. <see cref="RunAsync"/> does the sending.</summary>
public sealed partial class EventRecorder(KubeClient client, EventSource source, TimeProvider time, ILogger logger) : IEventRecorder
{
    private const int Waiting = 1000;
    private const int MaxTries = 12;
    private const int MaxMessageLength = 1024;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(10);

    private readonly Channel<Event> _waiting = Channel.CreateBounded<Event>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly ILogger _logger = logger;

    public void Record(ApiObject involved, string type, string reason, string message) =>
        Record(ObjectReferences.To(involved), type, reason, message);

    public void Record(ObjectReference involved, string type, string reason, string message)
    {
        var now = time.GetUtcNow();
        var ns = involved.Namespace.Length > 0 ? involved.Namespace : "default";
        var stamp = (now - DateTimeOffset.UnixEpoch).Ticks * 100;
        _waiting.Writer.TryWrite(new Event
        {
            Metadata = new ObjectMeta
            {
                Namespace = ns,
                Name = string.Create(CultureInfo.InvariantCulture, $"{involved.Name}.{stamp:x}"),
            },
            InvolvedObject = involved,
            Reason = reason,
            Message = message.Length > MaxMessageLength ? message[..MaxMessageLength] : message,
            Type = type,
            FirstTimestamp = new Time(now),
            LastTimestamp = new Time(now),
            Count = 1,
            Source = source,
            ReportingController = source.Component,
            ReportingInstance = source.Host,
        });
    }

    /// <summary>Sends what is recorded, in order, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var correlator = new EventCorrelator(time);
        try
        {
            await foreach (var fresh in _waiting.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (correlator.Correlate(fresh) is { } value && await SendAsync(value, cancellationToken).ConfigureAwait(false) is { } answer)
                {
                    correlator.Sent(answer);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how this loop ends.
        }
    }

    /// <summary>Patches the count of a repeated event, or creates a new one; retries while the server cannot be reached.</summary>
    private async Task<Event?> SendAsync(Event value, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            try
            {
                return value.Count > 1
                    ? await RepeatAsync(value, cancellationToken).ConfigureAwait(false)
                    : await client.CreateAsync(value, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (ApiException refused)
            {
                if (!refused.IsNamespaceTerminating() && !refused.IsAlreadyExists)
                {
                    LogRefused(value.Reason, value.InvolvedObject.Kind, value.InvolvedObject.Name, refused.Message);
                }

                return null;
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                LogRetry(value.Reason, failure.Message);
                await Task.Delay(RetryPause * (tries == 0 ? Random.Shared.NextDouble() : 1), time, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    private async Task<Event> RepeatAsync(Event value, CancellationToken cancellationToken)
    {
        try
        {
            return await client.PatchAsync<Event>(
                value.Metadata.Namespace,
                value.Metadata.Name,
                PatchType.Strategic,
                CountPatch(value),
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException missing) when (missing.IsNotFound)
        {
            // The first one has expired.
            return await client.CreateAsync(
                value with { Metadata = new ObjectMeta { Namespace = value.Metadata.Namespace, Name = value.Metadata.Name } },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private static byte[] CountPatch(Event value) => Encoding.UTF8.GetBytes(
        $"{{\"count\":{value.Count},\"lastTimestamp\":\"{value.LastTimestamp}\",\"message\":\"{JsonEncodedText.Encode(value.Message)}\"}}");
}
