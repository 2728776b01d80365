package org.epnas.training.data;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.TensorShape;

/**
 * Images from a folder or a file, without a catalogue of names. A folder is recognised by its
 * content: IDX files, CIFAR binary files, or one folder of PNG and JPEG files per class.
 * Thread-safe.
 */
public final class ImageData {
  private static final List<DataFormat> BINARY =
      List.of(IdxData.INSTANCE, CifarData.CIFAR_10, CifarData.CIFAR_100);

  private ImageData() {}

  /** As {@link #read(Path, OptionalInt)} with images of the size they have. */
  public static TrainingData read(Path folder) {
    return read(folder, OptionalInt.empty());
  }

  /**
   * Reads and checks a data set, which is called like its folder.
   *
   * @param imageSide crops and resizes the images of a folder of PNG and JPEG files to squares of
   *     this side
   * @throws DataException if it is missing, damaged or inconsistent; the message says what to do
   */
  public static TrainingData read(Path folder, OptionalInt imageSide) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "Data (%s) is not a folder. Maybe check the spelling.".formatted(folder));
    }
    requireSide(imageSide);
    String name =
        Objects.toString(folder.toAbsolutePath().normalize().getFileName(), folder.toString());
    return DataMemory.orTooLarge(
        folder.toString(), () -> format(folder).read(name, folder, imageSide));
  }

  private static DataFormat format(Path folder) {
    Optional<DataFormat> binary =
        BINARY.stream().filter(format -> format.recognises(folder)).findFirst();
    if (binary.isPresent()) {
      return binary.get();
    }
    Optional<DataException> other = OtherVersion.of(folder);
    if (other.isPresent()) {
      throw other.get();
    }
    if (!ImageFolder.INSTANCE.recognises(folder)) {
      throw new DataException(
          "Folder (%s) holds no data set: neither IDX files (train-images-idx3-ubyte...), nor CIFAR binary files (data_batch_1.bin or train.bin), nor one folder of images per class. Maybe name another folder."
              .formatted(folder));
    }
    return ImageFolder.INSTANCE;
  }

  static void requireSide(OptionalInt imageSide) {
    if (imageSide.isPresent() && (imageSide.getAsInt() < 1 || imageSide.getAsInt() > 1024)) {
      throw new DataException(
          "Image size (%s) must be 1 to 1024. Maybe use 32.".formatted(imageSide.getAsInt()));
    }
  }

  /**
   * Decodes a PNG or JPEG file of any size, see {@link #image(BufferedImage, TensorShape)}.
   *
   * @throws DataException if the file cannot be read or decoded
   */
  public static byte[] image(Path file, TensorShape shape) {
    return fitted(ImageFile.read(file), shape);
  }

  /**
   * An image as a data set holds it. Grey becomes three equal planes where three are wanted, colour
   * its luma (BT.601) where one is; transparency is ignored. Then the image is scaled until its
   * sides are at least the wanted ones, the shorter one exactly, and the middle is cut out: just
   * what the images of a folder go through when they are trained on.
   *
   * @param shape 1 or 3 channels
   * @return planes (C, H, W), unsigned bytes
   */
  public static byte[] image(BufferedImage image, TensorShape shape) {
    return fitted(ImageFile.pixels(image), shape);
  }

  private static byte[] fitted(ImageFile.Pixels image, TensorShape shape) {
    ImageFile.Pixels converted =
        switch (shape.channels()) {
          case 1 -> image.inGrey();
          case 3 -> image.inColour();
          default ->
              throw new DataException(
                  "Images have 1 channel or 3, but (%s) is wanted. Maybe give the pixels as a data set."
                      .formatted(shape));
        };
    return Resampler.fit(converted, shape.height(), shape.width()).pixels();
  }
}
