using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Encryption.Kms;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.Serving.Health;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Encryption;

/// <summary>The forms of resources that the configuration asks for, and what keeps them up to date.</summary>
internal sealed class EncryptionAssembly
{
    private readonly EncryptionOptions _options;
    private readonly EncryptionConfigurationReader _reader;
    private readonly KmsPlugins _plugins;
    private readonly List<(ApiResource Resource, EncryptedForm Form)> _forms = [];
    private readonly List<IServerTask> _tasks = [];
    private readonly Lock _lock = new();
    private IReadOnlyList<EncryptionRule> _rules = [];

    /// <exception cref="ConfigurationException">The file cannot be used.</exception>
    public EncryptionAssembly(EncryptionOptions options, Func<KmsProviderOptions, IKmsService> open, ILoggerFactory loggerFactory, TimeProvider time)
    {
        _options = options;
        _plugins = new KmsPlugins(open, loggerFactory, time);
        _reader = new EncryptionConfigurationReader(_plugins.Get);
        if (options.ProviderConfig.Length == 0)
        {
            return;
        }

        var content = ConfigurationFile.ReadBytes(options.ProviderConfig);
        _rules = _reader.Parse(content, options.ProviderConfig);
        if (Check is not null)
        {
            _tasks.Add(_plugins);
        }

        if (options.AutomaticReload)
        {
            _tasks.Add(new ReloadedFile(options.ProviderConfig, content, ApplyAsync, time, loggerFactory.CreateLogger<ReloadedFile>()));
        }
    }

    public IReadOnlyList<IServerTask> Tasks => _tasks;

    /// <summary>Null where no plugin can be asked for anything.</summary>
    public HealthCheck? Check => _rules.SelectMany(rule => rule.Ciphers).Any(cipher => cipher.Cipher is KmsCipher) || _options.AutomaticReload ? _plugins.Check : null;

    /// <summary>Asks the plugins for the first time; values cannot be written before.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _plugins.RefreshAsync(cancellationToken);

    /// <summary>How a resource is stored; null for as it is, now and always.</summary>
    public IStoredForm? FormOf(ApiResource resource)
    {
        lock (_lock)
        {
            var ciphers = CiphersOf(resource);
            if (_options.ProviderConfig.Length == 0 || (ciphers is null && !_options.AutomaticReload))
            {
                return null;
            }

            var form = new EncryptedForm(ciphers ?? [PrefixedCipher.Identity]);
            _forms.Add((resource, form));
            return form;
        }
    }

    private IReadOnlyList<PrefixedCipher>? CiphersOf(ApiResource resource) =>
        _rules.FirstOrDefault(rule => rule.Covers(resource.Group, resource.Name))?.Ciphers;

    private async ValueTask ApplyAsync(byte[] content, CancellationToken cancellationToken)
    {
        var rules = _reader.Parse(content, _options.ProviderConfig);
        await _plugins.RefreshAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _rules = rules;
            foreach (var (resource, form) in _forms)
            {
                form.Exchange(CiphersOf(resource) ?? [PrefixedCipher.Identity]);
            }
        }
    }
}
