using KubeSharp.Client;
using KubeSharp.Client.Configuration;
using KubeSharp.Client.Http;

namespace KubeSharp.Cli.Commands;

internal static class KubeClients
{
    /// <summary>A client over HTTP from a kubeconfig file; without one, from the usual places.</summary>
    public static KubeClient FromKubeconfig(string path, string userAgent, TimeProvider time) => new(Transport(path, userAgent, time));

    public static HttpTransport Transport(string path, string userAgent, TimeProvider time) => Transport(Config(path, userAgent), time);

    public static HttpTransport Transport(ClientConfig config, TimeProvider time)
    {
        try
        {
            return new HttpTransport(config, time);
        }
        catch (KubeConfigException failure)
        {
            throw new UserException($"--kubeconfig: {failure.Message}");
        }
    }

    /// <exception cref="UserException">The file cannot be used.</exception>
    public static ClientConfig Config(string path, string userAgent)
    {
        try
        {
            return ClientConfig.From(path.Length > 0 ? KubeConfig.Load(path) : KubeConfig.LoadDefault()) with { UserAgent = userAgent };
        }
        catch (Exception failure) when (failure is KubeConfigException or IOException)
        {
            throw new UserException($"--kubeconfig: {failure.Message}");
        }
    }
}
