using System.Text;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.Client.Configuration;
using KubeSharp.Client.Http;

namespace KubeSharp.ApiServer.Webhooks;

/// <summary>A webhook that a kubeconfig describes. What may pass by itself (no connection, 429, 5xx) is tried again, as upstream does it.</summary>
internal sealed class Webhook(
    WebhookConnection connection, TimeSpan timeout, int attempts, TimeProvider time, TimeSpan? firstPause = null) : IWebhook, IDisposable
{
    /// <summary>How often upstream asks.</summary>
    public const int DefaultAttempts = 5;

    private const double Growth = 1.5;

    private static readonly TimeSpan DefaultFirstPause = TimeSpan.FromMilliseconds(500);

    /// <param name="path">The kubeconfig.</param>
    /// <param name="timeout">Of each attempt.</param>
    /// <param name="attempts">How many there are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="firstPause">Before the second attempt, longer before the others; half a second if not given.</param>
    /// <exception cref="ConfigurationException">The kubeconfig cannot be used.</exception>
    public static Webhook OfKubeconfig(string path, TimeSpan timeout, int attempts, TimeProvider time, TimeSpan? firstPause = null)
    {
        try
        {
            return new Webhook(new WebhookConnection(ClientConfig.From(KubeConfig.Load(path)), time), timeout, attempts, time, firstPause);
        }
        catch (KubeConfigException unusable)
        {
            throw new ConfigurationException($"{path}: {unusable.Message}", unusable);
        }
    }

    public async Task<byte[]> AskAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        var pause = firstPause ?? DefaultFirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(question, cancellationToken).ConfigureAwait(false);
            }
            catch (TransientException) when (attempt < attempts)
            {
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
                pause *= Growth;
            }
            catch (TransientException failure)
            {
                throw new WebhookException(failure.Message, failure);
            }
        }
    }

    public void Dispose() => connection.Dispose();

    private async Task<byte[]> TryAsync(ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var (status, body) = await connection.PostAsync(question, either.Token).ConfigureAwait(false);
            return status switch
            {
                >= 200 and < 300 => body,
                429 or >= 500 => throw new TransientException($"the webhook answered with {status}"),
                _ => throw new WebhookException($"the webhook answered with {status}: {Excerpt(body)}"),
            };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TransientException("the webhook has not answered in time");
        }
        catch (HttpRequestException failure)
        {
            throw new TransientException(failure.Message);
        }
    }

    private static string Excerpt(byte[] body) => Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 200));

    private sealed class TransientException(string message) : Exception(message);
}
