namespace KubeSharp.ApiServer.Apply;

/// <summary>How a value is divided into parts that can have different owners.</summary>
internal enum Granularity
{
    /// <summary>Not at all: scalars and atomic values.</summary>
    Whole,

    /// <summary>By its fields.</summary>
    Struct,

    /// <summary>By its keys.</summary>
    Map,

    /// <summary>By items that key fields tell apart.</summary>
    KeyedList,

    /// <summary>By items that are their own keys.</summary>
    Set,
}
