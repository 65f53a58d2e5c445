namespace KubeSharp.LoadGenerator;

/// <summary>What the product promises where upstream has no figure to compare with.</summary>
internal static class Required
{
    /// <summary>Resident memory beyond 1.5 times the stored bytes, and what ten clients that list everything may add.</summary>
    public const double MemoryBytes = 100e6;

    public const double MemoryFactor = 1.5;

    /// <summary>From the start of the process until it is ready, with a million stored objects; in seconds.</summary>
    public const double ColdStart = 10;

    /// <summary>From the request that writes until the event is read, of all deliveries to 10,000 watches; 99th percentile in milliseconds.</summary>
    public const double Delivery = 100;

    /// <summary>Durable writes a second of the embedded store with 128 writers.</summary>
    public const double Writes = 10_000;

    /// <summary>All files of a store in which one object is updated a million times.</summary>
    public const double ChurnBytes = 100e6;

    /// <summary>CPU of a server without load, as a share of one core.</summary>
    public const double IdleShare = 0.005;
}
