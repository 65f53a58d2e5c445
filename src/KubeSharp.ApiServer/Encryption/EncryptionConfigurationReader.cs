using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Encryption.Ciphers;
using KubeSharp.ApiServer.Encryption.Kms;

namespace KubeSharp.ApiServer.Encryption;

/// <summary>Reads --encryption-provider-config: EncryptionConfiguration of apiserver.config.k8s.io/v1.</summary>
/// <param name="kms">Gives the plugin of a name, endpoint and timeout.</param>
internal sealed class EncryptionConfigurationReader(Func<KmsProviderOptions, IValueCipher> kms)
{
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public IReadOnlyList<EncryptionRule> Parse(ReadOnlyMemory<byte> content, string path) =>
        ConfigurationFile.Parse(content, path, "EncryptionConfiguration", [ConfigurationFile.Group + "/v1"], Read);

    private List<EncryptionRule> Read(ConfigurationNode root)
    {
        var rules = root.Items("resources").Select(ReadRule).ToList();
        return rules.Count > 0 ? rules : throw root.Error("resources", "Required value: there must be at least one resource");
    }

    private EncryptionRule ReadRule(ConfigurationNode node)
    {
        var resources = node.Texts("resources");
        if (resources.Count == 0)
        {
            throw node.Error("resources", "Required value: there must be at least one resource");
        }

        if (resources.FirstOrDefault(pattern => pattern is "*" || pattern.Contains('/') || pattern.Any(char.IsUpper)) is { } wrong)
        {
            throw node.Error("resources", $"Invalid value: \"{wrong}\": write resource.group, *.group, *. or *.*");
        }

        var providers = node.Items("providers");
        if (providers.Count == 0)
        {
            throw node.Error("providers", "Required value: there must be at least one provider");
        }

        IReadOnlyList<PrefixedCipher> ciphers = [.. providers.SelectMany(ReadProvider)];
        node.End();
        return new EncryptionRule(resources, ciphers);
    }

    private List<PrefixedCipher> ReadProvider(ConfigurationNode node)
    {
        var ciphers = new List<PrefixedCipher>();
        var kinds = 0;
        if (node.Child("identity") is { } identity)
        {
            identity.End();
            ciphers.Add(PrefixedCipher.Identity);
            kinds++;
        }

        kinds += Keys(node, "aescbc", [16, 24, 32], static key => new AesCbcCipher(key), ciphers);
        kinds += Keys(node, "aesgcm", [16, 24, 32], static key => new AesGcmCipher(key), ciphers);
        kinds += Keys(node, "secretbox", [32], static key => new SecretboxCipher(key), ciphers);
        if (node.Child("kms") is { } plugin)
        {
            var options = ReadKms(plugin);
            ciphers.Add(new PrefixedCipher(System.Text.Encoding.UTF8.GetBytes($"k8s:enc:kms:v2:{options.Name}:"), kms(options)));
            kinds++;
        }

        node.End();
        return kinds == 1 ? ciphers : throw node.Error("", "a provider is exactly one of identity, aescbc, aesgcm, secretbox and kms");
    }

    private static int Keys(
        ConfigurationNode node, string provider, int[] sizes, Func<byte[], IValueCipher> make, List<PrefixedCipher> ciphers)
    {
        if (node.Child(provider) is not { } found)
        {
            return 0;
        }

        var keys = found.Items("keys");
        if (keys.Count == 0)
        {
            throw found.Error("keys", "Required value: there must be at least one key");
        }

        foreach (var key in keys)
        {
            var name = key.RequiredText("name");
            ciphers.Add(new PrefixedCipher(
                System.Text.Encoding.UTF8.GetBytes($"k8s:enc:{provider}:v1:{name}:"), make(Secret(key, sizes))));
            key.End();
        }

        found.End();
        return 1;
    }

    private static byte[] Secret(ConfigurationNode key, int[] sizes)
    {
        var secret = new byte[64];
        if (!Convert.TryFromBase64String(key.RequiredText("secret"), secret, out var length))
        {
            throw key.Error("secret", "Invalid value: secrets must be base64 encoded");
        }

        return sizes.Contains(length)
            ? secret[..length]
            : throw key.Error("secret", $"Invalid value: secret is not of the expected length, got {length}, expected one of [{string.Join(' ', sizes)}]");
    }

    private static KmsProviderOptions ReadKms(ConfigurationNode node)
    {
        var name = node.RequiredText("name");
        if (name.Contains(':'))
        {
            throw node.Error("name", $"Invalid value: \"{name}\": must not contain ':'");
        }

        if (node.Text("apiVersion", "v1") is var version && version != "v2")
        {
            throw node.Error("apiVersion", $"Unsupported value: \"{version}\": supported values: \"v2\"");
        }

        var endpoint = node.RequiredText("endpoint");
        if (!endpoint.StartsWith("unix://", StringComparison.Ordinal) || endpoint.Length <= "unix://".Length)
        {
            throw node.Error("endpoint", $"Invalid value: \"{endpoint}\": must be a unix socket such as unix:///run/kms.sock");
        }

        var timeout = node.Span("timeout", TimeSpan.FromSeconds(3));
        if (timeout <= TimeSpan.Zero)
        {
            throw node.Error("timeout", "Invalid value: must be > 0s");
        }

        node.End();
        return new KmsProviderOptions(name, endpoint["unix://".Length..], timeout);
    }
}
