using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>Changes elements of immutable lists; a list in which nothing changes is returned as it is, without allocating.</summary>
internal static class ListMap
{
    public static ApiList<T> Map<T>(this ApiList<T> list, Func<T, T> change)
        where T : class
    {
        T[]? changed = null;
        for (var i = 0; i < list.Count; i++)
        {
            var value = change(list[i]);
            if (changed is null)
            {
                if (ReferenceEquals(value, list[i]))
                {
                    continue;
                }

                changed = new T[list.Count];
                for (var j = 0; j < i; j++)
                {
                    changed[j] = list[j];
                }
            }

            changed[i] = value;
        }

        return changed is null ? list : [.. changed];
    }

    /// <summary>Whether both are the very same list, not merely equal ones.</summary>
    public static bool SameAs<T>(this ApiList<T> list, ApiList<T> other) => list.Span == other.Span;
}
