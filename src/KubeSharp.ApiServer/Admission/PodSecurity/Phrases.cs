namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <summary>The building blocks of upstream's messages.</summary>
internal static class Phrases
{
    public static string Plural(string one, string many, int count) => count == 1 ? one : many;

    public static string Quoted(IEnumerable<string> values) => string.Join(", ", values.Select(value => $"\"{value}\""));

    /// <summary><c>container "a"</c> or <c>containers "a", "b"</c></summary>
    public static string Containers(IReadOnlyCollection<string> names) => Plural("container", "containers", names.Count) + " " + Quoted(names);
}
