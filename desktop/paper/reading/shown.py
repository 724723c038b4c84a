"""A picture as a file that a window can show."""

import cv2

from desktop.paper.reading.picture import Picture

_QUALITY = 80


def as_jpeg(picture: Picture) -> bytes:
    """Return a picture as a JPEG, in colour where it has any."""
    pixels = picture.grey if picture.colour is None else cv2.cvtColor(picture.colour, cv2.COLOR_RGB2BGR)
    _written, jpeg = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return jpeg.tobytes()
