namespace KubeSharp.Api;

/// <summary>Making lists and maps from sequences.</summary>
public static class ApiListExtensions
{
    public static ApiList<T> ToApiList<T>(this IEnumerable<T> items) => ApiList<T>.From(items);

    public static ApiMap<T> ToApiMap<T>(this IEnumerable<KeyValuePair<string, T>> entries) => ApiMap<T>.From(entries);
}
