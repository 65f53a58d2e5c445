using System.Text;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Admission.Configuration;

/// <summary>Reads the file, and the files that its plugins name.</summary>
internal static class AdmissionConfigurationReader
{
    private static readonly string[] ApiVersions = [ConfigurationFile.Group + "/v1", "apiserver.k8s.io/v1alpha1"];

    /// <param name="path">The file; "" gives every plugin its defaults.</param>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static AdmissionConfiguration Load(string path) => path.Length == 0
        ? new AdmissionConfiguration()
        : ConfigurationFile.Load(path, "AdmissionConfiguration", ApiVersions, root => Read(root, Path.GetDirectoryName(Path.GetFullPath(path))!));

    private static AdmissionConfiguration Read(ConfigurationNode root, string directory)
    {
        var configuration = new AdmissionConfiguration();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var plugin in root.Items("plugins"))
        {
            var name = plugin.RequiredText("name");
            if (!names.Add(name))
            {
                throw plugin.Error("name", $"Duplicate value: \"{name}\"");
            }

            var (file, inline) = (plugin.Text("path"), plugin.Json("configuration"));
            plugin.End();
            if (inline.Length > 0)
            {
                configuration = PluginConfigurationReader.Read(configuration, name, Encoding.UTF8.GetBytes(inline), $"configuration of {name}");
            }
            else if (file.Length > 0)
            {
                var full = Path.Combine(directory, file);
                configuration = PluginConfigurationReader.Read(configuration, name, ConfigurationFile.ReadBytes(full), full);
            }
        }

        return configuration;
    }
}
