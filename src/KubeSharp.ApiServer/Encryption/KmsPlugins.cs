using KubeSharp.ApiServer.Encryption.Kms;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.Serving.Health;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Encryption;

/// <summary>The KMS plugins in use; asks each once a minute how it is, and a sick one more often.</summary>
internal sealed class KmsPlugins(Func<KmsProviderOptions, IKmsService> open, ILoggerFactory loggerFactory, TimeProvider time) : IServerTask
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SickPeriod = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<KmsProviderOptions, KmsCipher> _ciphers = [];

    public string Name => "kms-plugins";

    public Task Started => Task.CompletedTask;

    /// <summary>Upstream has one check for all of them.</summary>
    public HealthCheck Check => HealthCheck.Of("kms-providers", () => All().Select(cipher => cipher.Problem).FirstOrDefault(problem => problem is not null));

    /// <summary>The cipher of a plugin. A plugin that is configured several times is one; keys it has decrypted stay known over a reload.</summary>
    public IValueCipher Get(KmsProviderOptions options)
    {
        lock (_lock)
        {
            if (!_ciphers.TryGetValue(options, out var cipher))
            {
                _ciphers.Add(options, cipher = new KmsCipher(options.Name, open(options), time, loggerFactory.CreateLogger<KmsCipher>()));
            }

            return cipher;
        }
    }

    public Task RefreshAsync(CancellationToken cancellationToken) => Task.WhenAll(All().Select(cipher => cipher.RefreshAsync(cancellationToken)));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(All().Any(cipher => cipher.Problem is not null) ? SickPeriod : Period, time, cancellationToken).ConfigureAwait(false);
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private List<KmsCipher> All()
    {
        lock (_lock)
        {
            return [.. _ciphers.Values];
        }
    }
}
